using Harness.Report.Sweeps;
using Harness.Runs.Tables;
using Harness.Specs.Plans;

namespace Harness.Report.Sections;

/// <summary>
/// Bounds on the generalization gap beside the gap that was measured. Bounds over many trainings have files of their own, one for each
/// point.
/// </summary>
internal sealed class BoundSection : IReportSection
{
    private static readonly string Table = BoundsTable.Definition.Schema.Name;

    public string Name => "bounds";

    public object? Read(SweepSource source, ReportSweep sweep, ReportLimits limits)
    {
        var runs = sweep.Runs.Select((run, index) => (run.RunId, index)).ToDictionary(run => run.RunId, run => run.index);
        string[] points = [.. sweep.Points.Select(point => IdOf(sweep, point))];
        var rows = source.FilesOf(Table)
            .SelectMany(file => source.OfFile(
                Table, file, table => Rows(table, runs.TryGetValue(file, out var run) ? run : null, Point(file))))
            .ToArray();
        return rows.Length == 0 ? null : new BoundContent(rows);

        int? Point(string file) =>
            Array.FindIndex(points, point => RunId.AreOfOneSpec(point, file)) is var found and >= 0 ? found : null;
    }

    /// <summary>The id under which the file of all seeds of a point is stored: of its runs in the order of the plan.</summary>
    private static string IdOf(ReportSweep sweep, SweepPoint point)
    {
        ReportRun[] runs = [.. point.Runs.Order().Select(run => sweep.Runs[run])];
        return RunId.OfAllSeeds(runs[0].Name, runs.Select(run => run.Spec));
    }

    private static BoundPart[] Rows(SweepTable table, int? run, int? point)
    {
        var layers = table.Integers("layer");
        string?[] bounds = table.Texts("bound"), assumptions = table.Texts("assumptions"), details = table.Texts("detail");
        // Tables of before the column have several rows of a bound by different estimators, which their details tell.
        var estimators = table.Texts("estimator");
        double[] values = table.Numbers("value"), gaps = table.Numbers("measured_gap"), vacuous = table.Numbers("vacuous");
        double[] low = table.Numbers("ci_low"), high = table.Numbers("ci_high"), saturated = table.Numbers("saturated");
        return
        [
            .. Enumerable.Range(0, table.Rows).Select(row => new BoundPart(
                run, point, layers[row], bounds[row], estimators[row] ?? EstimatorIn(details[row]), values[row], low[row], high[row],
                gaps[row], vacuous[row], assumptions[row], details[row], saturated[row] == 1)),
        ];
    }

    /// <summary>The estimator that a detail names: <c>I(X;L) = 3 bits by binning-30, delta = …</c>; empty where it names none.</summary>
    private static string EstimatorIn(string? detail)
    {
        const string before = " by ";
        var start = detail?.IndexOf(before, StringComparison.Ordinal) ?? -1;
        if (start < 0)
            return "";
        var rest = detail![(start + before.Length)..];
        return rest.Split(' ', ',')[0];
    }
}

/// <summary>The rows of every file.</summary>
internal sealed record BoundContent(IReadOnlyList<BoundPart> Rows);

/// <summary>One row of <c>bounds</c>; numbers are NaN, and texts null, where there is none.</summary>
/// <param name="Run">Index of the run; null for a bound over all seeds.</param>
/// <param name="Point">Index of the point whose seeds it is over; null for a bound of one run, or of seeds that are not all here.</param>
/// <param name="Saturated">Whether the estimate of I(X;L) in it is at least 0.95 log2 of the samples.</param>
internal sealed record BoundPart(
    int? Run, int? Point, int Layer, string? Bound, string Estimator, double Value, double Low, double High, double Gap, double Vacuous,
    string? Assumptions, string? Detail, bool Saturated);
