using Engine.Measures;

namespace Harness.Report.Readings;

/// <summary>One reading over the seeds of one point.</summary>
/// <param name="Mean">Over the seeds that have a value; NaN where none has.</param>
/// <param name="Low">Where the bootstrap interval of the mean begins.</param>
/// <param name="High">Where it ends.</param>
/// <param name="Seeds">That have a value.</param>
internal sealed record PointReading(int Point, ReadingKey Key, double Mean, double Low, double High, int Seeds, string Detail)
{
    /// <summary>From the seeds' own rows.</summary>
    public static PointReading Of(int point, ReadingKey key, IReadOnlyList<ReadingRow> seeds)
    {
        double[] values = [.. seeds.Select(row => row.Value).Where(value => !double.IsNaN(value))];
        if (values.Length == 0)
            return new PointReading(point, key, double.NaN, double.NaN, double.NaN, 0, seeds[0].Detail);
        var interval = Bootstrap.Mean(values, BootstrapSettings.WithSeed(0));
        return new PointReading(point, key, values.Average(), interval.Low, interval.High, values.Length, seeds.Count == 1 ? seeds[0].Detail : "");
    }
}
