using System.Numerics;

namespace Engine.Measures;

/// <summary>Sets of samples as bits of 64-bit words.</summary>
internal static class BitWords
{
    /// <summary>Words that hold <paramref name="samples"/> bits.</summary>
    public static int Count(int samples) => (samples + 63) >> 6;

    /// <summary>The samples whose code is not 0.</summary>
    public static ulong[] NonZero(ReadOnlySpan<byte> codes)
    {
        var bits = new ulong[Count(codes.Length)];
        for (var i = 0; i < codes.Length; i++)
            bits[i >> 6] |= (codes[i] == 0 ? 0UL : 1UL) << i;
        return bits;
    }

    /// <summary>How many samples are in both sets.</summary>
    public static int CountCommon(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right)
    {
        right = right[..left.Length];
        var common = 0;
        for (var i = 0; i < left.Length; i++)
            common += BitOperations.PopCount(left[i] & right[i]);
        return common;
    }
}
