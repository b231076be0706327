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
                    SymbolCounter.Add(_block.Pointer(group, _order.First(label)), _order.First(label + 1) - _order.First(label), bins, Sums.Pointer(first + group, label));
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
