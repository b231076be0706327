using ILGPU;

namespace Kernels.Ilgpu.Ablation;

/// <summary>Appends the samples of one group to a list, in their order; groups follow each other as they come.</summary>
/// <remarks>One atomic addition per group: one per sample, all to one address, would take longer than everything else of a step. A thread's
/// place is the sum of the flags before it, in segments of 16, so that none adds more than 30 numbers.</remarks>
internal static class Compaction
{
    private const int Segment = 16;

    /// <summary>Integers of shared memory: flags, sums of segments, where the group's samples begin.</summary>
    public static int Shared(int block) => block + ((block + Segment - 1) / Segment) + 1;

    /// <summary>To be called by every thread of a group.</summary>
    /// <param name="counter"><c>[1]</c>: the list's length, added to.</param>
    public static void Append(bool keep, int sample, ArrayView<int> list, ArrayView<int> counter)
    {
        int thread = Group.IdxX, threads = Group.DimX;
        var flags = SharedMemory.GetDynamic<int>();
        var sums = flags.SubView(threads);
        var segments = (threads + Segment - 1) / Segment;
        flags[thread] = keep ? 1 : 0;
        Group.Barrier();
        if (thread < segments)
            sums[thread] = Sum(flags, thread * Segment, Math.Min(threads, (thread + 1) * Segment));
        Group.Barrier();
        var place = Sum(sums, 0, thread / Segment) + Sum(flags, thread / Segment * Segment, thread);
        if (thread == threads - 1)
            sums[segments] = Atomic.Add(ref counter[0], place + flags[thread]);
        Group.Barrier();
        if (keep)
            list[sums[segments] + place] = sample;
    }

    private static int Sum(ArrayView<int> values, int from, int to)
    {
        var sum = 0;
        for (var i = from; i < to; i++)
            sum += values[i];
        return sum;
    }
}
