using System.Globalization;
using Benchmarks.Reporting;
using Benchmarks.Subjects;
using Benchmarks.Timing;

namespace Benchmarks.Suites;

/// <summary>How time and memory of all pairs grow with neurons, images and bins: one is varied, the others stay at 500 neurons, 10,000
/// images and two bins; from symbols to the best pairs, with p and q.</summary>
internal sealed class PairGrowthSuite : ISuite
{
    private static readonly (string Name, int[] Values)[] Axes =
    [
        ("neurons", [100, 250, 500, 1000, 2000, 4000]),
        ("images", [1000, 3000, 10_000, 30_000, 60_000]),
        ("bins", [2, 4, 8, 16]),
    ];

    /// <summary>Work that takes less is timed again, up to as often as other benchmarks are.</summary>
    private const double LongSeconds = 2;

    public IEnumerable<BenchRow> Run(BenchContext context)
    {
        // The code is compiled on first use: that time is not measured.
        for (var i = 0; i < 20; i++)
            Measure(context, 100, 1000, 2 + (i % 2));
        foreach (var (axis, values) in Axes)
        {
            List<double> x = [], y = [];
            foreach (var value in values)
            {
                var (seconds, bytes) = Measure(
                    context, axis == "neurons" ? value : 500, axis == "images" ? value : 10_000, axis == "bins" ? value : 2);
                x.Add(Math.Log(value));
                y.Add(Math.Log(seconds));
                yield return new BenchRow($"pairs, {axis} {value}", "-", seconds, null, null, $"{bytes / 1e6:0} MB with the symbols");
            }
            yield return new BenchRow(
                $"pairs, {axis}: time grows with its power", "-", null, null, null,
                Logarithms.Slope(x, y).ToString("0.00", CultureInfo.InvariantCulture));
        }
        var (most, held) = Measure(context, 4000, 60_000, 2);
        yield return new BenchRow("pairs, 4000 neurons and 60000 images", "-", most, null, null, $"{held / 1e6:0} MB with the symbols");
    }

    /// <returns>Bytes are the most that the heap held while the pairs were found, beyond what it held before there were symbols.</returns>
    private static (double Seconds, long Bytes) Measure(BenchContext context, int neurons, int images, int bins)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var subject = new PairSubject(PairSymbols.Draw(images, neurons, bins), context.Options.Threads);
        GC.Collect();
        var most = 0L;
        using var gauge = new Timer(_ => most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false)), null, 0, 5);
        List<double> times = [];
        while (times.Count < context.Options.Repeats && times.Sum() < LongSeconds)
            times.Add(Stopwatches.Time(() => subject.Find()));
        return (Stopwatches.Median(times), Math.Max(most, GC.GetTotalMemory(forceFullCollection: false)) - before);
    }
}
