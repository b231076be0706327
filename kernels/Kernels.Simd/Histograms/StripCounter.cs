using Engine.Numerics;

namespace Kernels.Simd.Histograms;

/// <summary>Counts the samples of a strip of neurons: each thread takes part after part of them and has sums of its own, which are added up
/// at the end.</summary>
internal static class StripCounter
{
    /// <typeparam name="TSums">The sums of one thread.</typeparam>
    /// <param name="samples">Of a part.</param>
    /// <param name="count">Counts a part; returns whether an output was NaN.</param>
    /// <param name="groups">How many groups of neurons <paramref name="addUp"/> is to be called for.</param>
    /// <param name="addUp">Adds up one group of neurons, of which each thread has its sums.</param>
    /// <returns>Whether an output was NaN.</returns>
    public static bool Count<TSums>(
        HistogramTile strip, int samples, WorkerTeam team, Func<TSums> open, Func<TSums, HistogramTile, bool> count, int groups,
        Action<int, TSums[]> addUp)
        where TSums : class, IDisposable
    {
        var taken = 0;
        var nan = false;
        var sums = new TSums?[team.Size];
        try
        {
            team.Run(team.Size, worker =>
            {
                var own = sums[worker] = open();
                for (int first; (first = Interlocked.Add(ref taken, samples) - samples) < strip.Samples;)
                {
                    if (count(own, strip.Part(first, Math.Min(samples, strip.Samples - first))))
                        Volatile.Write(ref nan, true);
                }
            });
            team.Run(groups, group => addUp(group, sums!));
        }
        finally
        {
            foreach (var own in sums)
                own?.Dispose();
        }
        return nan;
    }
}
