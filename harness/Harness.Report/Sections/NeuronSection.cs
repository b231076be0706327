using Harness.Report.Sweeps;
using Harness.Runs.Tables;

namespace Harness.Report.Sections;

/// <summary>What every neuron says: for distributions per layer and for measures against the drop that the neuron's removal makes.</summary>
internal sealed class NeuronSection : IReportSection
{
    private static readonly string Table = NeuronsTable.Definition.Schema.Name;

    private static readonly string[] Columns =
    [
        "entropy", "mutual_information", "mutual_information_mm", "ci_low", "ci_high", "q_value", "kl_selectivity", "kl_class", "class_selectivity", "selective_class",
        "mean_activation", "variance_activation", "fraction_active", "outgoing_norm", "inactive", "effectively_inactive", "single_drop", "samples",
    ];

    public string Name => "neurons";

    public object? Read(SweepSource source, ReportSweep sweep, ReportLimits limits)
    {
        var share = Math.Max(1, limits.NeuronRows / Math.Max(1, sweep.Runs.Length));
        var sheets = source.OfRuns(sweep.RunIds, Table, (table, run) => Sheets(source, table, run, share));
        return sheets.Length == 0 ? null : new { Sheets = sheets };
    }

    private static NeuronSheet[] Sheets(SweepSource source, SweepTable table, int run, int share)
    {
        int[] layers = table.Integers("layer"), neurons = table.Integers("neuron");
        string?[] splits = table.Texts("split"), quantizers = table.Texts("quantizer");
        var columns = Columns.Select(name => (name, values: table.Numbers(name))).Where(column => !column.values.All(double.IsNaN)).ToArray();
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
                columns.ToDictionary(column => column.name, column => column.values.Pick(group)))),
        ];
    }
}

/// <summary>The neurons of one run on one split under one quantizer, column by column.</summary>
/// <param name="Layer">Hidden layer of each, from 1.</param>
/// <param name="Neuron">Place in its layer, from 0.</param>
/// <param name="Values">By the table's column; a column without values is absent.</param>
internal sealed record NeuronSheet(int Run, string Split, string Quantizer, int[] Layer, int[] Neuron, IReadOnlyDictionary<string, double[]> Values);

/// <summary>One neuron's joint histogram.</summary>
/// <param name="Edges"><c>[bins + 1]</c>: the first bin's lower edge and every bin's upper one; NaN for an unbounded one.</param>
/// <param name="Counts"><c>[bins, classes]</c>, bin by bin.</param>
internal sealed record NeuronCounts(int Layer, int Neuron, double[] Edges, int[] Counts);
