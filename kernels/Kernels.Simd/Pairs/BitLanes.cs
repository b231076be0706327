using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Kernels.Simd.Pairs;

/// <summary>Words of several planes in one vector, a word in each lane.</summary>
/// <typeparam name="TWords">The vector.</typeparam>
internal unsafe interface IBitLanes<TWords>
{
    /// <summary>Words of a vector; divides <see cref="Engine.Pairs.BitPlanes.Together"/>.</summary>
    static abstract int Lanes { get; }

    static abstract TWords Load(ulong* words);

    /// <summary>How many bits are set in both, added to sums of which so many may be added before they overflow.</summary>
    static abstract TWords AddShared(TWords sums, TWords words, ulong same);

    /// <summary>Additions of 64 bits that a sum holds.</summary>
    static abstract int MostAdditions { get; }

    /// <summary>Adds the sums of each lane to its count.</summary>
    static abstract void AddTo(TWords sums, int* counts);
}

/// <summary>Eight words: the bits of half a byte by a table of sixteen, summed in bytes. .NET 10 has no call for the instruction that
/// counts a vector's bits (VPOPCNTQ).</summary>
internal readonly unsafe struct BitLanes512 : IBitLanes<Vector512<ulong>>
{
    public static int Lanes => Vector512<ulong>.Count;

    public static int MostAdditions => BitTable.MostAdditions;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Load(ulong* words) => Vector512.LoadAligned(words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> AddShared(Vector512<ulong> sums, Vector512<ulong> words, ulong same)
    {
        if (!Avx512BW.IsSupported)
        {
            var (lower, upper) = (words.GetLower(), words.GetUpper());
            return Vector512.Create(
                BitLanes256.AddShared(sums.GetLower(), lower, same), BitLanes256.AddShared(sums.GetUpper(), upper, same));
        }
        var half = Vector512.Create((byte)0x0F);
        var table = Vector512.Create(BitTable.Twice, BitTable.Twice);
        var shared = words & Vector512.Create(same);
        var low = Avx512BW.Shuffle(table, shared.AsByte() & half);
        var high = Avx512BW.Shuffle(table, (shared >>> 4).AsByte() & half);
        return (sums.AsByte() + low + high).AsUInt64();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo(Vector512<ulong> sums, int* counts)
    {
        if (Avx512BW.IsSupported)
        {
            var wide = Avx512BW.SumAbsoluteDifferences(sums.AsByte(), Vector512<byte>.Zero).AsInt64();
            (Vector256.Load(counts) + Avx512F.ConvertToVector256Int32(wide)).Store(counts);
            return;
        }
        BitLanes256.AddTo(sums.GetLower(), counts);
        BitLanes256.AddTo(sums.GetUpper(), counts + BitLanes256.Lanes);
    }
}

/// <summary>Four words.</summary>
internal readonly unsafe struct BitLanes256 : IBitLanes<Vector256<ulong>>
{
    public static int Lanes => Vector256<ulong>.Count;

    public static int MostAdditions => BitTable.MostAdditions;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Load(ulong* words) => Vector256.LoadAligned(words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> AddShared(Vector256<ulong> sums, Vector256<ulong> words, ulong same)
    {
        if (!Avx2.IsSupported)
        {
            var (lower, upper) = (words.GetLower(), words.GetUpper());
            return Vector256.Create(
                BitLanes128.AddShared(sums.GetLower(), lower, same), BitLanes128.AddShared(sums.GetUpper(), upper, same));
        }
        var half = Vector256.Create((byte)0x0F);
        var table = BitTable.Twice;
        var shared = words & Vector256.Create(same);
        var low = Avx2.Shuffle(table, shared.AsByte() & half);
        var high = Avx2.Shuffle(table, (shared >>> 4).AsByte() & half);
        return (sums.AsByte() + low + high).AsUInt64();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo(Vector256<ulong> sums, int* counts)
    {
        BitLanes128.AddTo(sums.GetLower(), counts);
        BitLanes128.AddTo(sums.GetUpper(), counts + BitLanes128.Lanes);
    }
}

/// <summary>Two words; ARM64 counts the bits of a byte by itself.</summary>
internal readonly unsafe struct BitLanes128 : IBitLanes<Vector128<ulong>>
{
    public static int Lanes => Vector128<ulong>.Count;

    public static int MostAdditions => BitTable.MostAdditions;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> Load(ulong* words) => Vector128.LoadAligned(words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> AddShared(Vector128<ulong> sums, Vector128<ulong> words, ulong same)
    {
        var shared = words & Vector128.Create(same);
        if (AdvSimd.IsSupported)
            return (sums.AsByte() + AdvSimd.PopCount(shared.AsByte())).AsUInt64();
        if (Ssse3.IsSupported)
        {
            var half = Vector128.Create((byte)0x0F);
            var low = Ssse3.Shuffle(BitTable.OfHalfByte, shared.AsByte() & half);
            var high = Ssse3.Shuffle(BitTable.OfHalfByte, (shared >>> 4).AsByte() & half);
            return (sums.AsByte() + low + high).AsUInt64();
        }
        // A count of at most 64 an addition, 31 of them: below 2,048, in the lowest bytes of a lane.
        return sums + Vector128.Create((ulong)BitOperations.PopCount(shared[0]), (ulong)BitOperations.PopCount(shared[1]));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo(Vector128<ulong> sums, int* counts)
    {
        var wide = AdvSimd.IsSupported
            ? AdvSimd.AddPairwiseWidening(AdvSimd.AddPairwiseWidening(AdvSimd.AddPairwiseWidening(sums.AsByte())))
            : Ssse3.IsSupported ? Sse2.SumAbsoluteDifferences(sums.AsByte(), Vector128<byte>.Zero).AsUInt64() : sums;
        counts[0] += (int)wide[0];
        counts[1] += (int)wide[1];
    }
}

/// <summary>The bits of each half byte.</summary>
internal static class BitTable
{
    /// <summary>Eight bits more in a byte each time: 31 times 8 is 248.</summary>
    public const int MostAdditions = 31;

    public static Vector128<byte> OfHalfByte => Vector128.Create((byte)0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);

    public static Vector256<byte> Twice => Vector256.Create(OfHalfByte, OfHalfByte);
}
