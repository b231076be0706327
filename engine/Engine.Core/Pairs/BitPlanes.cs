using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Engine.Measures;

namespace Engine.Pairs;

/// <summary>Counts pairs on packed bits: for each neuron and each symbol above 0 one bit a sample, the samples sorted by class. The samples
/// that two symbols share are the set bits of both planes' AND.</summary>
public sealed class BitPlanes : IPairCounts
{
    private const int WordBits = 64;

    private readonly ulong[][][] _planes;
    private readonly int[] _ends;

    /// <param name="codes">Of all neurons.</param>
    /// <param name="labels"><c>[samples]</c>.</param>
    /// <param name="parallel">The threads that pack.</param>
    public BitPlanes(NeuronCodes codes, ReadOnlyMemory<byte> labels, int classes, ParallelOptions parallel)
    {
        ArgumentNullException.ThrowIfNull(codes);
        ArgumentNullException.ThrowIfNull(parallel);
        var places = Places(labels.Span, classes, _ends = new int[classes]);
        _planes = new ulong[codes.Neurons][][];
        Parallel.For(0, codes.Neurons, parallel, neuron => _planes[neuron] = Pack(codes.Of(neuron), codes.Bins(neuron), places));
    }

    public void Count(int first, int second, Span<int> counts)
    {
        var at = 0;
        foreach (var one in _planes[first])
        {
            foreach (var other in _planes[second])
            {
                var begin = 0;
                foreach (var end in _ends)
                {
                    counts[at++] = Shared(one, other, begin, end);
                    begin = end;
                }
            }
        }
    }

    /// <summary>Set bits of the AND, from one word to before another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Shared(ulong[] one, ulong[] other, int begin, int end)
    {
        ref var left = ref MemoryMarshal.GetArrayDataReference(one);
        ref var right = ref MemoryMarshal.GetArrayDataReference(other);
        int even = 0, odd = 0, word = begin;
        // Two sums, so that an addition need not wait for the one before.
        for (; word + 1 < end; word += 2)
        {
            even += BitOperations.PopCount(Unsafe.Add(ref left, word) & Unsafe.Add(ref right, word));
            odd += BitOperations.PopCount(Unsafe.Add(ref left, word + 1) & Unsafe.Add(ref right, word + 1));
        }
        return word < end ? even + odd + BitOperations.PopCount(Unsafe.Add(ref left, word) & Unsafe.Add(ref right, word)) : even + odd;
    }

    /// <summary>The bit of each sample: class after class, each from a new word on.</summary>
    /// <param name="ends"><c>[classes]</c>: the word after a class's last one.</param>
    private static int[] Places(ReadOnlySpan<byte> labels, int classes, int[] ends)
    {
        var next = new int[classes];
        foreach (var label in labels)
            next[label]++;
        var word = 0;
        for (var label = 0; label < classes; label++)
        {
            var samples = next[label];
            next[label] = word * WordBits;
            ends[label] = word += (samples + WordBits - 1) / WordBits;
        }
        var places = new int[labels.Length];
        for (var sample = 0; sample < labels.Length; sample++)
            places[sample] = next[labels[sample]]++;
        return places;
    }

    private ulong[][] Pack(ReadOnlySpan<byte> codes, int bins, int[] places)
    {
        var planes = new ulong[bins - 1][];
        for (var plane = 0; plane < planes.Length; plane++)
            planes[plane] = new ulong[_ends[^1]];
        for (var sample = 0; sample < codes.Length; sample++)
        {
            if (codes[sample] > 0)
                planes[codes[sample] - 1][places[sample] / WordBits] |= 1UL << (places[sample] % WordBits);
        }
        return planes;
    }
}
