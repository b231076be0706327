using Engine.Ablation;
using Engine.Measures;
using Harness.Report.Sweeps;
using Harness.Runs.Tables;

namespace Harness.Report.Sections;

/// <summary>How measures, and the ranks of neurons, change with the number of bins.</summary>
internal sealed class SensitivitySection : IReportSection
{
    private static readonly string Table = BinSensitivityTable.Definition.Schema.Name;

    private static readonly NeuronColumn[] Known =
        [.. NeuronColumn.Of(KnownMeasures.All, column => column.IsOfHistogram).Where(column => column.Drawn)];

    public string Name => "sensitivity";

    public object? Read(SweepSource source, ReportSweep sweep, ReportLimits limits)
    {
        var rows = source.OfRuns(sweep.RunIds, Table, Rows);
        return rows.Length == 0 ? null : new SensitivityContent(Known, rows);
    }

    private static SensitivityRow[] Rows(SweepTable table, int run)
    {
        int[] layers = table.Integers("layer"), neurons = table.Integers("neuron"), bins = table.Integers("bins");
        string?[] finest = table.Texts("finest"), quantizers = table.Texts("quantizer"), splits = table.Texts("split");
        var columns = Known.Select(column => (column.Name, Values: table.Numbers(column.Name))).ToArray();
        return [.. Enumerable.Range(0, table.Rows).GroupBy(row => (Split: splits[row], Finest: finest[row], Layer: layers[row]))
            .SelectMany(layer =>
            {
                var groups = layer.GroupBy(row => quantizers[row] ?? "")
                    .ToDictionary(group => group.Key, group => group.OrderBy(row => neurons[row]).ToArray());
                var reference = groups.GetValueOrDefault(layer.Key.Finest ?? "") ?? [];
                return groups.OrderBy(group => group.Value.Max(row => bins[row])).Select(group => new SensitivityRow(
                    run, layer.Key.Split ?? "", layer.Key.Finest ?? "", layer.Key.Layer, group.Key, group.Value.Max(row => bins[row]),
                    columns.ToDictionary(
                        column => column.Name, column => Spread.Of(column.Values.Pick(group.Value), column.Values.Pick(reference)))));
            })];
    }
}

/// <summary>The data of the charts.</summary>
/// <param name="Columns">Of the rows' values.</param>
internal sealed record SensitivityContent(IReadOnlyList<NeuronColumn> Columns, IReadOnlyList<SensitivityRow> Rows);

/// <summary>The neurons of one layer of one run under one number of bins.</summary>
/// <param name="Finest">The quantizer whose bins were merged.</param>
/// <param name="Bins">The most that a neuron has.</param>
/// <param name="Values">By the table's column.</param>
internal sealed record SensitivityRow(
    int Run, string Split, string Finest, int Layer, string Quantizer, int Bins, IReadOnlyDictionary<string, Spread> Values);

/// <summary>A measure over the neurons of a layer.</summary>
/// <param name="Low">A quarter of the neurons have less.</param>
/// <param name="High">A quarter have more.</param>
/// <param name="Rank">Spearman's correlation with the same neurons under the finest bins; NaN where one of both is constant.</param>
internal sealed record Spread(double Mean, double Low, double High, double Rank)
{
    public static Spread Of(double[] values, double[] finest)
    {
        if (values.Any(double.IsNaN))
            return new Spread(double.NaN, double.NaN, double.NaN, double.NaN);
        double[] sorted = [.. values.Order()];
        var isComparable = finest.Length == values.Length && !finest.Any(double.IsNaN);
        return new Spread(
            values.Average(), ValueBand.Quantile(sorted, 0.25), ValueBand.Quantile(sorted, 0.75),
            isComparable ? Spearman.Correlation(values, finest) : double.NaN);
    }
}
