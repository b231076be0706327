namespace Benchmarks.Timing;

/// <summary>
/// Times several pieces of work in turn, round after round, so that a machine that is slower for a while is so for each of them.
/// </summary>
internal static class Rounds
{
    /// <summary>The median of each work's times, in the order given; a first round does not count.</summary>
    /// <param name="work">Each does its work once and returns how many seconds that took.</param>
    public static double[] Medians(int rounds, params Func<double>[] work)
    {
        var times = Array.ConvertAll(work, _ => new List<double>());
        for (var round = -1; round < rounds; round++)
        {
            // Each round begins with another one, so that none always follows the same.
            for (var i = 0; i < work.Length; i++)
            {
                var next = (i + round + 1) % work.Length;
                var seconds = work[next]();
                if (round >= 0)
                    times[next].Add(seconds);
            }
        }
        return Array.ConvertAll(times, Stopwatches.Median);
    }

    /// <summary>Work of milliseconds: after a second of it that does not count, the median of some runs at a time.</summary>
    public static Func<double> Short(int repeats, Action work)
    {
        Stopwatches.Warm(work);
        return () => Stopwatches.Median([.. Enumerable.Range(0, repeats).Select(_ => Stopwatches.Time(work))]);
    }
}
