using Engine.Measures;
using Engine.Numerics;

namespace Kernels.Simd.Histograms;

/// <summary>Quantizers of any number of bins: blocks of samples, read in their order, become symbols sorted by class, which are counted in
/// lanes.</summary>
/// <remarks>
/// Tried before, on 1,500 neurons, 10,000 images, 32 bins and two AVX2 cores: adding 1 to the count that each symbol names, one symbol
/// after another,
/// took 6 to 11 times as long as copying the outputs; reading the samples class by class, wherever they lie, three times as long.
/// </remarks>
internal static unsafe class BinCounter
{
    private const int FewestSamples = 64;
    private const int MostSamples = 1024;

    /// <summary>Blocks for each thread, so that none waits long for the last.</summary>
    private const int BlocksPerThread = 4;

    /// <summary>Sums of a thread; where more bins, classes and neurons are to be counted, one strip of neurons comes after
    /// another.</summary>
    private const long MostBytes = 2 << 20;

    /// <param name="tile">All samples of all neurons.</param>
    /// <param name="counts">Added to, <c>[neurons][bins, classes]</c>.</param>
    /// <param name="symbols">Written unless it is null: <c>[neurons][samples]</c>.</param>
    /// <returns>Whether an output was NaN; the counts are then of no use.</returns>
    public static bool Count(in HistogramTile tile, IReadOnlyList<Quantizer> quantizers, int[][] counts, WorkerTeam team, byte[][]? symbols)
    {
        if (tile.Neurons == 0)
            return false;
        var bins = quantizers.Max(quantizer => quantizer.Bins);
        var together =
            Math.Max(1, MostBytes / BinSums.BytesOfGroup(tile.Classes, bins) / SymbolBlock.Groups) * SymbolBlock.Groups * SymbolBlock.Lanes;
        var nan = false;
        for (var neuron = 0L; neuron < tile.Neurons; neuron += together)
        {
            var strip = tile.Strip((int)neuron, (int)Math.Min(together, tile.Neurons - neuron));
            using var writer = new SymbolWriter(strip, quantizers, bins, team);
            for (var sample = 0L; sample < tile.Samples; sample += BinSums.MostSamples)
                nan |= CountStrip(
                    strip.Part((int)sample, (int)Math.Min(BinSums.MostSamples, tile.Samples - sample)), writer, bins, counts, team,
                    symbols);
        }
        return nan;
    }

    private static bool CountStrip(HistogramTile strip, SymbolWriter writer, int bins, int[][] counts, WorkerTeam team, byte[][]? symbols)
    {
        var samples = Math.Clamp(strip.Samples / (team.Size * BlocksPerThread), FewestSamples, MostSamples);
        return StripCounter.Count(
            strip,
            samples,
            team,
            () => new BinBlocks(strip, samples, bins),
            (own, part) => own.Count(part, writer, symbols),
            SymbolBlock.GroupsOf(strip.Neurons),
            (group, blocks) => AddUp(strip, group, blocks, counts));
    }

    private static void AddUp(in HistogramTile strip, int group, BinBlocks[] blocks, int[][] counts)
    {
        var first = group * SymbolBlock.Lanes;
        for (var lane = 0; lane < Math.Min(SymbolBlock.Lanes, strip.Neurons - first); lane++)
        {
            foreach (var own in blocks)
                own.Sums.AddTo(counts[strip.FirstNeuron + first + lane], group, lane);
        }
    }
}
