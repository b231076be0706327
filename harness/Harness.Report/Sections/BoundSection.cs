using Harness.Report.Sweeps;
using Harness.Runs.Tables;

namespace Harness.Report.Sections;

/// <summary>
/// Bounds on the generalization gap beside the gap that was measured. Bounds over many trainings have files of their own.
/// </summary>
internal sealed class BoundSection : IReportSection
{
    private static readonly string Table = BoundsTable.Definition.Schema.Name;

    public string Name => "bounds";

    public object? Read(SweepSource source, ReportSweep sweep, ReportLimits limits)
    {
        var runs = sweep.Runs.Select((run, index) => (run.RunId, index)).ToDictionary(run => run.RunId, run => run.index);
        var files = source.FilesOf(Table)
            .SelectMany(file => source.OfFile(Table, file, table => Rows(table, file, runs.TryGetValue(file, out var run) ? run : null)))
            .ToArray();
        return files.Length == 0 ? null : new { Rows = files };
    }

    private static object[] Rows(SweepTable table, string file, int? run)
    {
        var layers = table.Integers("layer");
        string?[] bounds = table.Texts("bound"), assumptions = table.Texts("assumptions"), details = table.Texts("detail");
        double[] values = table.Numbers("value"), gaps = table.Numbers("measured_gap"), vacuous = table.Numbers("vacuous");
        return
        [
            .. Enumerable.Range(0, table.Rows).Select(row => new
            {
                run,
                File = file,
                Layer = layers[row],
                Bound = bounds[row],
                Value = values[row],
                Gap = gaps[row],
                Vacuous = vacuous[row],
                Assumptions = assumptions[row],
                Detail = details[row],
            }),
        ];
    }
}
