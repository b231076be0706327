using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Engine.Numerics;
using Engine.Pairs;

namespace Kernels.Simd.Pairs;

/// <summary>Counts pairs on this machine's vector units.</summary>
internal static class PairCounter
{
    public static IPairCounts Open(BitPlanes planes, VectorWidth width) => width switch
    {
        VectorWidth.Bits512 => new PairCounter<BitLanes512, Vector512<ulong>>(planes),
        VectorWidth.Bits256 => new PairCounter<BitLanes256, Vector256<ulong>>(planes),
        _ => new PairCounter<BitLanes128, Vector128<ulong>>(planes),
    };
}

/// <remarks>Eight planes by eight, whose words (20 KB for 10,000 samples) stay in the first-level cache; eight sums in registers, one for
/// each first plane, a lane for each second one.</remarks>
internal sealed unsafe class PairCounter<TLanes, TWords>(BitPlanes planes) : IPairCounts
    where TLanes : struct, IBitLanes<TWords>
{
    private const int Together = BitPlanes.Together;

    public int FirstPlanes => Together;

    /// <summary>A megabyte: they are read again while they are in the second-level cache.</summary>
    public int MostCounts => 1 << 18;

    public void Count(PlaneBlock block, Span<int> counts)
    {
        var all = counts[..(block.Rows * planes.Classes * block.Columns)];
        all.Clear();
        fixed (int* target = all)
            for (var second = block.Second; second < block.SecondEnd; second += Together)
                for (var first = block.First; first < block.FirstEnd; first += Together)
                    Count(first, second, target + ((long)(first - block.First) * planes.Classes * block.Columns) + second - block.Second,
                        block.Columns);
    }

    public void Dispose()
    {
    }

    /// <param name="counts">Of the first two planes and the first class.</param>
    /// <param name="stride">From a class to the next.</param>
    private void Count(int first, int second, int* counts, int stride)
    {
        var ends = planes.ClassEnds;
        ulong* one = planes.GroupOf(first), other = planes.GroupOf(second);
        for (var lane = 0; lane < Together; lane += TLanes.Lanes)
        {
            var word = 0;
            for (var label = 0; label < ends.Length; label++)
                for (; word < ends[label]; word = Math.Min(word + TLanes.MostAdditions, ends[label]))
                    Add(
                        one + ((long)word * Together), other + ((long)word * Together) + lane,
                        Math.Min(TLanes.MostAdditions, ends[label] - word), counts + ((long)label * stride) + lane,
                        (long)ends.Length * stride);
        }
    }

    /// <param name="words">To count, no more than a sum holds.</param>
    /// <param name="stride">From a first plane to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ulong* one, ulong* other, int words, int* counts, long stride)
    {
        TWords sum0 = default!, sum1 = sum0, sum2 = sum0, sum3 = sum0, sum4 = sum0, sum5 = sum0, sum6 = sum0, sum7 = sum0;
        for (var end = one + ((long)words * Together); one < end; one += Together, other += Together)
        {
            var second = TLanes.Load(other);
            sum0 = TLanes.AddShared(sum0, second, one[0]);
            sum1 = TLanes.AddShared(sum1, second, one[1]);
            sum2 = TLanes.AddShared(sum2, second, one[2]);
            sum3 = TLanes.AddShared(sum3, second, one[3]);
            sum4 = TLanes.AddShared(sum4, second, one[4]);
            sum5 = TLanes.AddShared(sum5, second, one[5]);
            sum6 = TLanes.AddShared(sum6, second, one[6]);
            sum7 = TLanes.AddShared(sum7, second, one[7]);
        }
        TLanes.AddTo(sum0, counts);
        TLanes.AddTo(sum1, counts + stride);
        TLanes.AddTo(sum2, counts + (2 * stride));
        TLanes.AddTo(sum3, counts + (3 * stride));
        TLanes.AddTo(sum4, counts + (4 * stride));
        TLanes.AddTo(sum5, counts + (5 * stride));
        TLanes.AddTo(sum6, counts + (6 * stride));
        TLanes.AddTo(sum7, counts + (7 * stride));
    }
}
