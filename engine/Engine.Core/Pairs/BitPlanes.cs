using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Engine.Measures;

namespace Engine.Pairs;

/// <summary>The symbols of a set of neurons as bits: for each neuron and each symbol above 0 a plane with one bit a sample, the samples
/// sorted by class. The samples that two symbols share are the set bits of both planes' AND.</summary>
/// <remarks>A class begins with a word of its own. Words of eight planes lie side by side, so that a vector holds the same samples of
/// several planes and no sum goes across its lanes. A neuron of one symbol has a plane too, in which no bit is set.</remarks>
public sealed unsafe class BitPlanes
{
    /// <summary>Planes whose words lie side by side; their number is rounded up to it.</summary>
    public const int Together = 8;

    private const int WordBits = 64;
    private const int CacheLine = 64;

    private readonly ulong[] _words;
    private readonly int _start;
    private readonly int[] _ends;
    private readonly int[] _planes;

    /// <param name="codes">Of all neurons.</param>
    /// <param name="labels"><c>[samples]</c>.</param>
    /// <param name="parallel">The threads that pack.</param>
    /// <exception cref="UserErrorException">There are more bits than one array holds.</exception>
    public BitPlanes(NeuronCodes codes, ReadOnlyMemory<byte> labels, int classes, ParallelOptions parallel)
    {
        ArgumentNullException.ThrowIfNull(codes);
        ArgumentNullException.ThrowIfNull(parallel);
        var places = Places(labels.Span, classes, _ends = new int[classes]);
        _planes = new int[codes.Neurons + 1];
        for (var neuron = 0; neuron < codes.Neurons; neuron++)
            _planes[neuron + 1] = _planes[neuron] + Math.Max(1, codes.Bins(neuron) - 1);
        Samples = codes.Samples;
        var length = ((long)Rounded * Words) + (CacheLine / sizeof(ulong));
        if (length > Array.MaxLength)
            throw new UserErrorException($"pairs: {codes.Neurons} neurons with {Planes} symbols above 0 of {Samples} samples are more bits "
                + "than can be held at once; a pairs.quantizer with fewer bins or fewer samples have less.");
        _words = GC.AllocateArray<ulong>((int)length, pinned: true);
        _start = (int)((CacheLine - ((nint)Unsafe.AsPointer(ref _words[0]) % CacheLine)) % CacheLine / sizeof(ulong));
        // Neurons of one group of planes write the same cache lines: one thread packs them all.
        var groups = Enumerable.Range(0, codes.Neurons).GroupBy(neuron => _planes[neuron] / Together).Select(group => group.ToArray());
        Parallel.ForEach(groups, parallel, () => new byte[Words * WordBits], (neurons, _, sorted) =>
        {
            foreach (var neuron in neurons)
                Pack(codes.Of(neuron), neuron, places, sorted);
            return sorted;
        }, _ => { });
    }

    public int Neurons => _planes.Length - 1;

    public int Samples { get; }

    public int Classes => _ends.Length;

    /// <summary>Planes of all neurons.</summary>
    public int Planes => _planes[^1];

    /// <summary>Planes with the empty ones after the last, a multiple of <see cref="Together"/>.</summary>
    public int Rounded => (Planes + Together - 1) / Together * Together;

    /// <summary>Words of a plane.</summary>
    public int Words => _ends[^1];

    /// <summary><c>[classes]</c>: the word after a class's last one.</summary>
    public ReadOnlySpan<int> ClassEnds => _ends;

    /// <summary>Whether every neuron has one plane.</summary>
    public bool AreBinary => Planes == Neurons;

    /// <summary>The first plane of a neuron, its symbol 1; for the number of neurons the end of all.</summary>
    public int FirstOf(int neuron) => _planes[neuron];

    /// <summary><c>[planes / Together, words, Together]</c>, on a cache line.</summary>
    public ReadOnlySpan<ulong> AllWords => _words.AsSpan(_start, Rounded * Words);

    /// <summary>The words of the group that begins with a plane; they do not move.</summary>
    public ulong* GroupOf(int plane) => (ulong*)Unsafe.AsPointer(ref _words[_start]) + ((long)plane * Words);

    /// <summary>The place of each sample's bit: class after class, each from a new word on.</summary>
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

    /// <param name="sorted">Room for the symbols in the order of the bits; 0 where no sample is.</param>
    private void Pack(ReadOnlySpan<byte> codes, int neuron, int[] places, byte[] sorted)
    {
        for (var sample = 0; sample < codes.Length; sample++)
            sorted[places[sample]] = codes[sample];
        for (var plane = _planes[neuron]; plane < _planes[neuron + 1]; plane++)
        {
            var symbol = Vector512.Create((byte)(plane - _planes[neuron] + 1));
            var target = GroupOf(plane / Together * Together) + (plane % Together);
            for (var word = 0; word < Words; word++)
            {
                var equal = Vector512.Equals(Vector512.Create(sorted, word * WordBits), symbol);
                target[(long)word * Together] = equal.ExtractMostSignificantBits();
            }
        }
    }
}
