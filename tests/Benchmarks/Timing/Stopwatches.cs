using System.Diagnostics;

namespace Benchmarks.Timing;

/// <summary>Times of work, by the wall clock.</summary>
internal static class Stopwatches
{
    /// <summary>Seconds that <paramref name="work"/> takes.</summary>
    public static double Time(Action work)
    {
        var started = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>How long work is repeated before it counts, so that the runtime has compiled it in full.</summary>
    private const double WarmSeconds = 1;

    /// <summary>Does the work for a second, once at least.</summary>
    public static void Warm(Action work)
    {
        var started = Stopwatch.GetTimestamp();
        do
            work();
        while (Stopwatch.GetElapsedTime(started).TotalSeconds < WarmSeconds);
    }

    /// <summary>The median time of some runs, after a second of them that does not count.</summary>
    public static double Median(int repeats, Action work)
    {
        Warm(work);
        return Median([.. Enumerable.Range(0, repeats).Select(_ => Time(work))]);
    }

    public static double Median(IReadOnlyList<double> times)
    {
        var sorted = times.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
