using Engine.Numerics;

namespace Engine.Benchmarks.Timing;

/// <summary>How fast this machine copies memory: the limit of work that touches every byte once.</summary>
internal static unsafe class CopyBandwidth
{
    private const int Parts = 64;

    /// <summary>Seconds to copy so many floats, over the threads of a team.</summary>
    public static double Seconds(long floats, int repeats, WorkerTeam team)
    {
        using AlignedBuffer source = new(floats), target = new(floats);
        var part = floats / Parts;
        return Stopwatches.Median(repeats, () => team.Run(Parts, i =>
            Buffer.MemoryCopy(source.Pointer + (i * part), target.Pointer + (i * part), part * sizeof(float), part * sizeof(float))));
    }
}
