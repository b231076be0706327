using Engine.Numerics;

namespace Kernels.Simd.Histograms;

/// <summary>One thread's part in <see cref="BinCounter"/>: it counts block after block of samples.</summary>
/// <param name="samples">The most of a block.</param>
internal sealed class BinBlocks(HistogramTile strip, int samples, int bins) : IDisposable
{
    private readonly SymbolBlock _block = new(samples);
    private readonly ClassOrder _order = new(strip.Classes);

    public BinSums Sums { get; } = new(SymbolBlock.GroupsOf(strip.Neurons), strip.Classes, bins);

    /// <param name="part">Samples of the strip.</param>
    /// <param name="symbols">Written unless it is null: <c>[neurons][samples]</c> of the whole layer.</param>
    /// <returns>Whether an output was NaN.</returns>
    public unsafe bool Count(in HistogramTile part, SymbolWriter writer, byte[][]? symbols)
    {
        _order.Sort(part.Labels.Span);
        var groups = SymbolBlock.GroupsOf(part.Neurons);
        var nan = false;
        for (var first = 0; first < groups; first += SymbolBlock.Groups)
        {
            var count = Math.Min(SymbolBlock.Groups, groups - first);
            nan |= writer.Write(part, _order.Places, first, count, _block);
            for (var group = 0; group < count; group++)
            {
                if (symbols is not null)
                    Keep(part, first + group, _block.Pointer(group, 0), symbols);
                for (var label = 0; label < part.Classes; label++)
                    SymbolCounter.Add(
                        _block.Pointer(group, _order.First(label)), _order.First(label + 1) - _order.First(label), bins,
                        Sums.Pointer(first + group, label));
            }
        }
        return nan;
    }

    /// <summary>Writes a group's symbols neuron by neuron, in the order of the samples.</summary>
    private unsafe void Keep(in HistogramTile part, int group, byte* sorted, byte[][] symbols)
    {
        var places = _order.Places;
        var first = group * SymbolBlock.Lanes;
        for (var lane = 0; lane < Math.Min(SymbolBlock.Lanes, part.Neurons - first); lane++)
        {
            var own = symbols[part.FirstNeuron + first + lane].AsSpan(part.FirstSample, places.Length);
            for (var sample = 0; sample < own.Length; sample++)
                own[sample] = sorted[((nint)places[sample] * SymbolBlock.Lanes) + lane];
        }
    }

    public void Dispose()
    {
        _block.Dispose();
        Sums.Dispose();
    }
}

/// <summary>The counts of one thread: <c>[groups of neurons][classes][bins, rounded up][neurons of a group]</c>, 16 bits each.</summary>
internal sealed unsafe class BinSums(int groups, int classes, int bins) : IDisposable
{
    /// <summary>Samples whose counts fit.</summary>
    public const int MostSamples = ushort.MaxValue;

    private readonly int _rows = SymbolCounter.Rounded(bins);
    private readonly AlignedBuffer _sums = new(groups * BytesOfGroup(classes, bins) / sizeof(float));

    public static long BytesOfGroup(int classes, int bins) =>
        (long)classes * SymbolCounter.Rounded(bins) * SymbolBlock.Lanes * sizeof(ushort);

    /// <summary>The counts of a group and a class, bin after bin.</summary>
    public ushort* Pointer(int group, int label) =>
        (ushort*)_sums.Pointer + (((((nint)group * classes) + label) * _rows) * SymbolBlock.Lanes);

    /// <summary>Adds one neuron's counts to <paramref name="target"/>, <c>[bins, classes]</c>.</summary>
    public void AddTo(int[] target, int group, int lane)
    {
        for (var label = 0; label < classes; label++)
        {
            var from = Pointer(group, label) + lane;
            for (var cell = label; cell < target.Length; cell += classes, from += SymbolBlock.Lanes)
                target[cell] += *from;
        }
    }

    public void Dispose() => _sums.Dispose();
}

/// <summary>Some samples in the order of their classes; of one class in the order in which they came.</summary>
internal sealed class ClassOrder(int classes)
{
    private readonly int[] _firsts = new int[classes + 1];
    private readonly int[] _next = new int[classes];
    private int[] _places = [];

    /// <summary>Each sample's place, <c>[samples]</c>.</summary>
    public ReadOnlySpan<int> Places => _places;

    /// <summary>A class's first place; for the number of classes, where the last one ends.</summary>
    public int First(int label) => _firsts[label];

    public void Sort(ReadOnlySpan<byte> labels)
    {
        if (_places.Length != labels.Length)
            _places = new int[labels.Length];
        _firsts.AsSpan().Clear();
        foreach (var label in labels)
            _firsts[label + 1]++;
        for (var label = 0; label < classes; label++)
            _firsts[label + 1] += _firsts[label];
        _firsts.AsSpan(0, classes).CopyTo(_next);
        for (var sample = 0; sample < labels.Length; sample++)
            _places[sample] = _next[labels[sample]]++;
    }
}
