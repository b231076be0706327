using Engine.Measures;
using Engine.Numerics;

namespace Kernels.Simd.Histograms;

/// <summary>Two-bin quantizers: per class, how many outputs lie above the edge, neurons in the lanes.</summary>
internal static unsafe class ThresholdCounter<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    /// <summary>Sums of a thread: they stay in the second-level cache, and the more neurons at once, the steadier the stream of
    /// outputs.</summary>
    private const int MostSums = 1 << 16;

    /// <summary>Parts of the samples for each thread, so that none waits long for the last.</summary>
    private const int PartsPerThread = 4;

    /// <param name="tile">All samples of all neurons.</param>
    /// <param name="counts">Added to, <c>[neurons][2, classes]</c>.</param>
    /// <returns>Whether an output was NaN; the counts are then of no use.</returns>
    public static bool Count(in HistogramTile tile, IReadOnlyList<Quantizer> quantizers, int[][] counts, WorkerTeam team)
    {
        using var edges = new AlignedBuffer(tile.Neurons);
        for (var i = 0; i < tile.Neurons; i++)
            edges.Pointer[i] = quantizers[i].Edges[0];
        var together = Math.Max(MostSums / tile.Classes / Prefetch.LineLength, 1) * Prefetch.LineLength;
        var nan = false;
        for (var neuron = 0; neuron < tile.Neurons; neuron += together)
        {
            var strip = tile.Strip(neuron, Math.Min(together, tile.Neurons - neuron));
            for (var sample = 0L; sample < tile.Samples; sample += ThresholdSums<TLanes, TVector>.MostSamples)
            {
                var part = strip.Part((int)sample, (int)Math.Min(ThresholdSums<TLanes, TVector>.MostSamples, tile.Samples - sample));
                nan |= CountStrip(part, edges.Pointer + neuron, counts, team);
            }
        }
        return nan;
    }

    private static bool CountStrip(HistogramTile strip, float* edges, int[][] counts, WorkerTeam team)
    {
        var parts = team.Size * PartsPerThread;
        return StripCounter.Count(
            strip,
            (strip.Samples + parts - 1) / parts,
            team,
            () => new ThresholdSums<TLanes, TVector>(strip.Neurons, strip.Classes),
            (own, part) => own.Add(part, edges),
            (strip.Neurons + Prefetch.LineLength - 1) / Prefetch.LineLength,
            (line, sums) => AddUp(strip, line * Prefetch.LineLength, sums, counts));
    }

    /// <summary>A cache line of neurons.</summary>
    private static void AddUp(in HistogramTile strip, int first, ThresholdSums<TLanes, TVector>[] sums, int[][] counts)
    {
        for (var neuron = first; neuron < Math.Min(first + Prefetch.LineLength, strip.Neurons); neuron++)
        {
            foreach (var own in sums)
                own.AddTo(counts[strip.FirstNeuron + neuron], neuron);
        }
    }
}
