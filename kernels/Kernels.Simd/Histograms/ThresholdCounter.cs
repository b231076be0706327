using Engine.Measures;
using Engine.Numerics;

namespace Kernels.Simd.Histograms;

/// <summary>Two-bin quantizers: per class, how many outputs lie above the edge, neurons in the lanes.</summary>
internal static unsafe class ThresholdCounter<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    public static void Count(in HistogramTile tile, IReadOnlyList<Quantizer> quantizers, int[][] counts)
    {
        var whole = tile.Neurons - (tile.Neurons % TLanes.Count);
        using var edges = Edges(tile, quantizers);
        using var above = new AlignedBuffer((long)tile.Classes * tile.Neurons);
        var perClass = new int[tile.Classes];
        var labels = tile.Labels.Span;
        var one = TLanes.Create(1f);
        for (var sample = 0; sample < labels.Length; sample++)
        {
            perClass[labels[sample]]++;
            float* row = tile.Pointer(sample), sums = above.Pointer + ((long)labels[sample] * tile.Neurons), edge = edges.Pointer;
            for (var i = 0; i < whole; i += TLanes.Count)
            {
                var hit = TLanes.Choose(TLanes.GreaterThan(TLanes.Load(row + i), TLanes.Load(edge + i)), one, TLanes.Zero);
                TLanes.Store(TLanes.Add(TLanes.Load(sums + i), hit), sums + i);
            }
            for (var i = whole; i < tile.Neurons; i++)
                sums[i] += row[i] > edge[i] ? 1 : 0;
        }
        Add(tile, above.Pointer, perClass, counts);
    }

    private static AlignedBuffer Edges(in HistogramTile tile, IReadOnlyList<Quantizer> quantizers)
    {
        var edges = new AlignedBuffer(tile.Neurons);
        for (var i = 0; i < tile.Neurons; i++)
            edges.Pointer[i] = quantizers[tile.FirstNeuron + i].Edges[0];
        return edges;
    }

    private static void Add(in HistogramTile tile, float* above, int[] perClass, int[][] counts)
    {
        for (var i = 0; i < tile.Neurons; i++)
        {
            var target = counts[tile.FirstNeuron + i];
            for (var label = 0; label < tile.Classes; label++)
            {
                var hits = (int)above[(label * tile.Neurons) + i];
                Interlocked.Add(ref target[label], perClass[label] - hits);
                Interlocked.Add(ref target[tile.Classes + label], hits);
            }
        }
    }
}
