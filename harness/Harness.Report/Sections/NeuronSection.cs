using Engine.Measures;
using Harness.Report.Sweeps;
using Harness.Runs.Tables;

namespace Harness.Report.Sections;

/// <summary>
/// The measures of every neuron: for distributions per layer, against the drop that the neuron's removal makes, and beside its joint
/// histogram.
/// </summary>
internal sealed class NeuronSection : IReportSection
{
    private static readonly string Table = NeuronsTable.Definition.Schema.Name;

    /// <summary>A flag: inactive neurons are drawn hollow, or left out.</summary>
    public const string Inactive = "inactive";

    private static readonly NeuronColumn[] Known = [.. NeuronColumn.Of(KnownMeasures.All)];

    public string Name => "neurons";

    public object? Read(SweepSource source, ReportSweep sweep, ReportLimits limits)
    {
        var share = Math.Max(1, limits.NeuronRows / Math.Max(1, sweep.Runs.Length));
        var sheets = source.OfRuns(sweep.RunIds, Table, (table, run) => Sheets(source, table.AtTheEnd(), run, share));
        return sheets.Length == 0 ? null : new NeuronContent(Known, sheets);
    }

    private static NeuronSheet[] Sheets(SweepSource source, SweepTable table, int run, int share)
    {
        int[] layers = table.Integers("layer"), neurons = table.Integers("neuron");
        string?[] splits = table.Texts("split"), quantizers = table.Texts("quantizer");
        var columns = Known.Select(column => column.Name).Append(Inactive)
            .Select(name => (Name: name, Values: table.Numbers(name)))
            .Where(column => !column.Values.All(double.IsNaN))
            .ToArray();
        var correlations = Enumerable.Range(0, table.Rows).GroupBy(row => (splits[row], quantizers[row]))
            .ToDictionary(group => group.Key, group => DropCorrelations.Of([.. group], layers, columns));
        var rows = Thinning.Indices(table.Rows, share);
        if (rows.Length < table.Rows)
            source.Notices.Add(Table, "has more neurons than are shown: of each run an even choice is drawn.");
        return
        [
            .. rows.GroupBy(row => (splits[row], quantizers[row])).Select(group => group.ToArray()).Select(group => new NeuronSheet(
                run,
                splits[group[0]] ?? "",
                quantizers[group[0]] ?? "",
                layers.Pick(group),
                neurons.Pick(group),
                columns.ToDictionary(column => column.Name, column => column.Values.Pick(group)),
                correlations[(splits[group[0]], quantizers[group[0]])])),
        ];
    }
}

/// <summary>The data of the charts.</summary>
/// <param name="Columns">Of the sheets' values.</param>
internal sealed record NeuronContent(IReadOnlyList<NeuronColumn> Columns, IReadOnlyList<NeuronSheet> Sheets);

/// <summary>A column as the page's script knows it.</summary>
/// <param name="Label">The name without the unit.</param>
/// <param name="Title">The name with the unit, as on an axis.</param>
/// <param name="Drawn">Whether it has charts; without them it is stated beside the joint histogram alone.</param>
internal sealed record NeuronColumn(string Name, string Label, string Title, bool Drawn)
{
    /// <param name="isWanted">Which columns; null for all that the report shows.</param>
    public static IEnumerable<NeuronColumn> Of(IEnumerable<Measure> measures, Func<MeasureColumn, bool>? isWanted = null) => measures
        .SelectMany(measure => measure.Columns)
        .Where(column => column.InReport != ReportUse.None && isWanted?.Invoke(column) != false)
        .Select(column => new NeuronColumn(column.Name, column.Label, column.Title, column.InReport == ReportUse.Chart));
}

/// <summary>The neurons of one run on one split under one quantizer, column by column.</summary>
/// <param name="Layer">Hidden layer of each, from 1.</param>
/// <param name="Neuron">Place in its layer, from 0.</param>
/// <param name="Values">By the table's column; a column without values is absent.</param>
/// <param name="Correlations">Of <see cref="DropCorrelations"/>: by the table's column, then by scope.</param>
internal sealed record NeuronSheet(
    int Run, string Split, string Quantizer, int[] Layer, int[] Neuron, IReadOnlyDictionary<string, double[]> Values,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, decimal>> Correlations);

/// <summary>One neuron's joint histogram.</summary>
/// <param name="Edges"><c>[bins + 1]</c>: the first bin's lower edge and every bin's upper one; NaN for an unbounded one.</param>
/// <param name="Counts"><c>[bins, classes]</c>, bin by bin.</param>
internal sealed record NeuronCounts(int Layer, int Neuron, double[] Edges, int[] Counts);
