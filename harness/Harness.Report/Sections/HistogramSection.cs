using System.Collections.Immutable;
using Harness.Report.Sweeps;
using Harness.Runs.Tables;

namespace Harness.Report.Sections;

/// <summary>Joint histograms of neuron and class.</summary>
internal sealed class HistogramSection : IReportSection
{
    private static readonly string Table = HistogramsTable.Definition.Schema.Name;

    public string Name => "histograms";

    public object? Read(SweepSource source, ReportSweep sweep, ReportLimits limits)
    {
        var share = Math.Max(1, limits.HistogramCells / Math.Max(1, sweep.Runs.Length));
        var sheets = source.OfRuns(
            sweep.RunIds, Table, (table, run) => Sheets(source, table.AtTheEnd(), run, share, sweep.Runs[run].ClassNames));
        return sheets.Length == 0 ? null : new { Sheets = sheets };
    }

    private static HistogramSheet[] Sheets(SweepSource source, SweepTable table, int run, int share, ImmutableArray<string> names)
    {
        int[] layers = table.Integers("layer"), neurons = table.Integers("neuron"), bins = table.Integers("bin"),
            classes = table.Integers("class"), counts = table.Integers("count");
        string?[] splits = table.Texts("split"), quantizers = table.Texts("quantizer");
        double[] lower = table.Numbers("lower_edge"), upper = table.Numbers("upper_edge");
        var groups = Enumerable.Range(0, table.Rows)
            .GroupBy(row => (Split: splits[row] ?? "", Quantizer: quantizers[row] ?? "", Layer: layers[row], Neuron: neurons[row]))
            .Select(group => group.OrderBy(row => bins[row]).ThenBy(row => classes[row]).ToArray())
            .ToArray();
        if (groups.Length == 0)
            return [];
        var kept = Thinning.Indices(groups.Length, Math.Max(1, share / Math.Max(1, table.Rows / groups.Length)));
        if (kept.Length < groups.Length)
            source.Notices.Add(
                Table, "has more neurons than are shown: of each run an even choice can be chosen here; engine explain DIR RUN LAYER "
                    + "NEURON shows any.");
        return
        [
            .. groups.Pick(kept).GroupBy(rows => (splits[rows[0]], quantizers[rows[0]])).Select(sheet => new HistogramSheet(
                run,
                splits[sheet.First()[0]] ?? "",
                quantizers[sheet.First()[0]] ?? "",
                [.. sheet.First().Select(row => classes[row]).Distinct().Order().Select(label => NameOf(names, label))],
                [.. sheet.Select(rows =>
                    new NeuronCounts(layers[rows[0]], neurons[rows[0]], Edges(rows, bins, lower, upper), counts.Pick(rows)))])),
        ];
    }

    /// <summary>A number where the class has no name.</summary>
    private static object NameOf(ImmutableArray<string> names, int label) => names.IsEmpty ? label : ClassNames.Of(names, label);

    /// <summary>JSON has no infinity, which is where the outer bins end.</summary>
    private static double[] Edges(int[] rows, int[] bins, double[] lower, double[] upper)
    {
        double[] edges = [lower[rows[0]], .. rows.GroupBy(row => bins[row]).Select(bin => upper[bin.First()])];
        return Array.ConvertAll(edges, edge => double.IsFinite(edge) ? edge : double.NaN);
    }
}

/// <summary>Joint histograms of neurons of one run on one split under one quantizer.</summary>
/// <param name="Classes">Labels or the names of classes, one a column.</param>
internal sealed record HistogramSheet(int Run, string Split, string Quantizer, object[] Classes, IReadOnlyList<NeuronCounts> Neurons);
