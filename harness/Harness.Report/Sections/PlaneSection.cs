using Harness.Report.Sweeps;
using Harness.Runs.Tables;

namespace Harness.Report.Sections;

/// <summary>The information plane: I(X;L) and I(Y;L) of every layer over the epochs, in bits.</summary>
internal sealed class PlaneSection : IReportSection
{
    private static readonly string Table = PlaneTable.Definition.Schema.Name;

    public string Name => "plane";

    public object? Read(SweepSource source, ReportSweep sweep, ReportLimits limits)
    {
        var share = Math.Max(50, limits.PlaneRows / Math.Max(1, sweep.Runs.Length));
        var paths = source.OfRuns(sweep.RunIds, Table, (table, run) => Paths(source, table, run, share));
        return paths.Length == 0 ? null : new { Paths = paths };
    }

    private static object[] Paths(SweepSource source, SweepTable table, int run, int share)
    {
        int[] epochs = table.Integers("epoch"), layers = table.Integers("layer"), samples = table.Integers("samples");
        string?[] estimators = table.Texts("estimator"), splits = table.Texts("split");
        double[] input = table.Numbers("i_xl"), label = table.Numbers("i_yl"), entropy = table.Numbers("h_l"),
            saturated = table.Numbers("saturated");
        var groups = Enumerable.Range(0, table.Rows).GroupBy(row => (estimators[row], splits[row], layers[row]))
            .Select(group => group.ToArray()).ToArray();
        var most = Math.Max(2, share / Math.Max(1, groups.Length));
        if (groups.Any(group => group.Length > most))
            source.Notices.Add(Table, $"has more epochs than are drawn: paths show up to {most} of them.");
        return
        [
            .. groups.Select(group => group.Pick(Thinning.Indices(group.Length, most))).Select(rows => new
            {
                run,
                Estimator = estimators[rows[0]],
                Split = splits[rows[0]],
                Layer = layers[rows[0]],
                Samples = samples[rows[0]],
                Epoch = epochs.Pick(rows),
                Ixl = input.Pick(rows),
                Iyl = label.Pick(rows),
                Hl = entropy.Pick(rows),
                Saturated = saturated.Pick(rows),
            }),
        ];
    }
}
