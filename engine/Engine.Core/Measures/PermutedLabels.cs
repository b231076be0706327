using System.Numerics;
using Engine.Randomness;

namespace Engine.Measures;

/// <summary>The labels in B random orders, each as bytes and as one bitset per class.</summary>
internal sealed class PermutedLabels
{
    private readonly byte[][] _labels;
    private readonly ulong[][] _bits;

    public PermutedLabels(ReadOnlySpan<byte> labels, int classes, PermutationSettings settings)
    {
        Classes = classes;
        Words = BitWords.Count(labels.Length);
        _labels = new byte[settings.Count][];
        _bits = new ulong[settings.Count][];
        for (var i = 0; i < settings.Count; i++)
        {
            _labels[i] = Permuted(labels, new RandomStream(settings.Seed, RandomPurpose.PermutationNull, (ulong)i));
            _bits[i] = ClassBits(_labels[i]);
        }
    }

    public int Count => _labels.Length;

    public int Classes { get; }

    /// <summary>64-bit words of one class's bitset.</summary>
    public int Words { get; }

    /// <summary><c>[samples]</c>.</summary>
    public ReadOnlySpan<byte> Labels(int permutation) => _labels[permutation];

    /// <summary><c>[words]</c>: which samples have the class.</summary>
    public ReadOnlySpan<ulong> Bits(int permutation, int label) => _bits[permutation].AsSpan(label * Words, Words);

    private static byte[] Permuted(ReadOnlySpan<byte> labels, RandomStream stream)
    {
        var order = stream.Permutation(labels.Length);
        var permuted = new byte[labels.Length];
        for (var i = 0; i < order.Length; i++)
            permuted[i] = labels[order[i]];
        return permuted;
    }

    private ulong[] ClassBits(byte[] labels)
    {
        var bits = new ulong[Classes * Words];
        for (var i = 0; i < labels.Length; i++)
            bits[(labels[i] * Words) + (i >> 6)] |= 1UL << i;
        return bits;
    }
}

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
