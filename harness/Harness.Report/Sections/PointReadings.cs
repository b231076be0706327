using System.Text.RegularExpressions;
using Engine.Ablation;
using Engine.Measures;
using Harness.Report.Sweeps;
using Harness.Runs.Tables;

namespace Harness.Report.Sections;

/// <summary>
/// The readings of every point of a sweep: the rows of <c>sweep_insights</c>, and where a point has none yet those of its runs together.
/// </summary>
internal static class PointReadings
{
    private static readonly string Table = SweepInsightsTable.Definition.Schema.Name;

    /// <summary>A column for each key of the spec is there beside them.</summary>
    private static readonly HashSet<string> Read =
        [.. ReadingKey.Columns, "spec", SweepInsightsTable.MethodColumn, "mean", "ci_low", "ci_high", "seeds", "detail"];

    public static IReadOnlyList<PointReading> All(SweepSource source, ReportSweep sweep)
    {
        var points = Enumerable.Range(0, sweep.Points.Length).ToDictionary(point => SpecOf(sweep, point), StringComparer.Ordinal);
        var together = source.OfRuns(source.FilesOf(Table), Table, (table, _) => Rows(table, points), Read)
            .ToLookup(reading => reading.Point);
        return [.. Enumerable.Range(0, sweep.Points.Length)
            .SelectMany(point => together.Contains(point) ? together[point] : OfRuns(source, sweep, point))];
    }

    private static PointReading[] Rows(SweepTable table, Dictionary<string, int> points)
    {
        // A table without the method has intervals of an earlier one; the runs' own rows are read in its place.
        if (table.Rows == 0 || table.Stored.Find(SweepInsightsTable.MethodColumn) is null
            || !points.TryGetValue(new SpecValues(table.Texts("spec")[0] ?? "").WithoutSeed, out var point))
            return [];
        double[] mean = table.Numbers("mean"), low = table.Numbers("ci_low"), high = table.Numbers("ci_high");
        var seeds = table.Integers("seeds");
        var details = table.Texts("detail");
        return [.. ReadingKey.Of(table)
            .Select((key, row) => new PointReading(point, key, mean[row], low[row], high[row], seeds[row], details[row] ?? ""))];
    }

    private static IEnumerable<PointReading> OfRuns(SweepSource source, ReportSweep sweep, int point)
    {
        var randoms = new SpecValues(sweep.Runs[sweep.Points[point].Runs[0]].Spec).Number("ablation.random");
        return RunReadings.Of(source, [.. sweep.Points[point].Runs.Select(run => sweep.Runs[run].RunId)])
            .GroupBy(row => row.Key)
            .Select(seeds => PointReading.Of(point, seeds.Key, [.. seeds], randoms > 0 ? (int)randoms : null));
    }

    private static string SpecOf(ReportSweep sweep, int point)
    {
        var run = sweep.Runs[sweep.Points[point].Runs[0]];
        return run.Values.All.Count > 0 ? run.Values.WithoutSeed : run.RunId;
    }
}

/// <summary>One reading over the seeds of one point.</summary>
/// <param name="Mean">Over the seeds that have a value; NaN where none has.</param>
/// <param name="Low">Where the 95% interval of the mean begins; NaN for a single seed.</param>
/// <param name="High">Where it ends.</param>
/// <param name="Seeds">Number of seeds that have a value.</param>
internal sealed partial record PointReading(int Point, ReadingKey Key, double Mean, double Low, double High, int Seeds, string Detail)
{
    /// <summary>The seeds that the mean leaves out, as the detail counts them: <c>, never in 3 of 4 seeds</c>; empty where it has all.
    /// </summary>
    public string LeftOut => string.Concat(Remark().Matches(Detail).Select(match => $", {match.Groups["count"].Value} seeds"));

    [GeneratedRegex("(?<count>(never|undefined) in [0-9]+ of [0-9]+) runs", RegexOptions.ExplicitCapture)]
    private static partial Regex Remark();

    /// <summary>The reading from the seeds' own rows.</summary>
    /// <param name="randoms">Random orders of each scope; null where the spec does not say.</param>
    public static PointReading Of(int point, ReadingKey key, IReadOnlyList<ReadingRow> seeds, int? randoms)
    {
        var values = ReadingOverSeeds.Counted(key.Name, seeds.Select(row => row.Value));
        if (values.Length == 0)
            return new PointReading(point, key, double.NaN, double.NaN, double.NaN, 0, seeds[0].Detail);
        var interval = MeanInterval.Of(values, ReadingOverSeeds.Range(key.Name, neurons: null, randoms)) ?? new(double.NaN, double.NaN);
        return new PointReading(
            point, key, values.Average(), interval.Low, interval.High, values.Length, seeds.Count == 1 ? seeds[0].Detail : "");
    }
}

/// <summary>Names a reading, so that runs can be compared by it. A text is empty where it does not apply.</summary>
internal sealed record ReadingKey(string Scope, string Order, string Quantizer, string MeasureSplit, string Name, string Direction)
{
    /// <summary>The columns of a table that keys are made of.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["scope", "order", "quantizer", "measure_split", "name", "direction"];

    /// <summary>The keys of a table's rows.</summary>
    public static ReadingKey[] Of(SweepTable table)
    {
        string?[] scopes = table.Texts("scope"), orders = table.Texts("order"), quantizers = table.Texts("quantizer");
        string?[] splits = table.Texts("measure_split"), names = table.Texts("name"), directions = table.Texts("direction");
        return [.. Enumerable.Range(0, table.Rows).Select(row =>
            new ReadingKey(
                scopes[row] ?? "", orders[row] ?? "", quantizers[row] ?? "", splits[row] ?? "", names[row] ?? "", directions[row] ?? ""))];
    }
}

/// <summary>The readings of runs: their rows of <c>insights</c>.</summary>
internal static class RunReadings
{
    private static readonly string Table = InsightsTable.Definition.Schema.Name;

    public static IReadOnlyList<ReadingRow> Of(SweepSource source, IReadOnlyList<string> runs) =>
        source.OfRuns(runs, Table, (table, _) => Rows(table.AtTheEnd()));

    /// <summary>The same, each with its run's place among the runs.</summary>
    public static IReadOnlyList<(int Run, ReadingRow Row)> WithRun(SweepSource source, IReadOnlyList<string> runs) =>
        source.OfRuns(runs, Table, (table, run) => Array.ConvertAll(Rows(table.AtTheEnd()), row => (run, row)));

    private static ReadingRow[] Rows(SweepTable table)
    {
        var keys = ReadingKey.Of(table);
        var details = table.Texts("detail");
        var values = table.Numbers("value");
        return [.. keys.Select((key, row) => new ReadingRow(key, values[row], details[row] ?? ""))];
    }
}

/// <summary>One reading of one run.</summary>
/// <param name="Value">NaN where it is undefined.</param>
internal sealed record ReadingRow(ReadingKey Key, double Value, string Detail);

/// <summary>Readings column by column, as the page's script takes them.</summary>
internal static class ReadingColumns
{
    public const string Name = "readings";

    public static object Of(IReadOnlyList<PointReading> rows) => new
    {
        Point = rows.Select(row => row.Point),
        Scope = rows.Select(row => row.Key.Scope),
        Order = rows.Select(row => row.Key.Order),
        Quantizer = rows.Select(row => row.Key.Quantizer),
        MeasureSplit = rows.Select(row => row.Key.MeasureSplit),
        Name = rows.Select(row => row.Key.Name),
        Direction = rows.Select(row => row.Key.Direction),
        Mean = rows.Select(row => row.Mean),
        Low = rows.Select(row => row.Low),
        High = rows.Select(row => row.High),
        Seeds = rows.Select(row => row.Seeds),
        Detail = rows.Select(row => row.Detail),
    };
}
