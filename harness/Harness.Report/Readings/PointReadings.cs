using Harness.Report.Reading;
using Harness.Report.Sweeps;
using Harness.Runs.Tables;

namespace Harness.Report.Readings;

/// <summary>The readings of every point of a sweep: the rows of <c>sweep_insights</c>, and where a point has none yet those of its runs together.</summary>
internal static class PointReadings
{
    private static readonly string Table = SweepInsightsTable.Definition.Schema.Name;

    public static IReadOnlyList<PointReading> All(SweepSource source, ReportSweep sweep)
    {
        var points = Enumerable.Range(0, sweep.Points.Length).ToDictionary(point => SpecOf(sweep, point), StringComparer.Ordinal);
        var together = source.FilesOf(Table).SelectMany(file => source.OfFile(Table, file, table => Rows(table, points))).ToLookup(reading => reading.Point);
        return [.. Enumerable.Range(0, sweep.Points.Length).SelectMany(point => together.Contains(point) ? together[point] : OfRuns(source, sweep, point))];
    }

    private static PointReading[] Rows(SweepTable table, Dictionary<string, int> points)
    {
        if (table.Rows == 0 || !points.TryGetValue(new SpecValues(table.Texts("spec")[0] ?? "").WithoutSeed, out var point))
            return [];
        double[] mean = table.Numbers("mean"), low = table.Numbers("ci_low"), high = table.Numbers("ci_high");
        var seeds = table.Integers("seeds");
        var details = table.Texts("detail");
        return [.. ReadingKey.Of(table).Select((key, row) => new PointReading(point, key, mean[row], low[row], high[row], seeds[row], details[row] ?? ""))];
    }

    private static IEnumerable<PointReading> OfRuns(SweepSource source, ReportSweep sweep, int point) =>
        RunReadings.Of(source, [.. sweep.Points[point].Runs.Select(run => sweep.Runs[run].RunId)])
            .GroupBy(row => row.Key)
            .Select(seeds => PointReading.Of(point, seeds.Key, [.. seeds]));

    private static string SpecOf(ReportSweep sweep, int point)
    {
        var run = sweep.Runs[sweep.Points[point].Runs[0]];
        var values = new SpecValues(run.Spec);
        return values.All.Count > 0 ? values.WithoutSeed : run.RunId;
    }
}
