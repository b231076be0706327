using Engine.Measures;
using Harness.Report.Reading;
using Harness.Report.Sweeps;

namespace Harness.Report.Readings;

/// <summary>One reading over the seeds of one point.</summary>
/// <param name="Mean">NaN where a seed's is undefined.</param>
/// <param name="Low">Of the bootstrap interval of the mean; the mean itself where there is one seed.</param>
internal sealed record PointReading(int Point, ReadingKey Key, double Mean, double Low, double High, int Seeds, string Detail)
{
    /// <summary>Every reading of every point of a sweep.</summary>
    public static IReadOnlyList<PointReading> All(SweepSource source, ReportSweep sweep) =>
    [
        .. sweep.Points.SelectMany((point, index) => point.Runs
            .SelectMany(run => RunReadings.Of(source, sweep.Runs[run].RunId))
            .GroupBy(row => row.Key)
            .Select(seeds => Of(index, seeds.Key, [.. seeds]))),
    ];

    public static PointReading Of(int point, ReadingKey key, IReadOnlyList<ReadingRow> seeds)
    {
        double[] values = [.. seeds.Select(row => row.Value)];
        if (values.Any(double.IsNaN))
            return new PointReading(point, key, double.NaN, double.NaN, double.NaN, values.Length, seeds.First(row => double.IsNaN(row.Value)).Detail);
        var interval = Bootstrap.Mean(values, BootstrapSettings.WithSeed(0));
        return new PointReading(point, key, values.Average(), interval.Low, interval.High, values.Length, values.Length == 1 ? seeds[0].Detail : "");
    }
}
