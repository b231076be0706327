using Engine.Measures;
using Engine.Numerics;

namespace Kernels.Simd.Histograms;

/// <summary>Two-bin quantizers: per class, how many outputs lie above the edge, neurons in the lanes.</summary>
internal static unsafe class ThresholdCounter<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    /// <summary>Samples whose counts are exact in float32.</summary>
    public const int MostSamples = 1 << 24;

    /// <returns>Whether an output was NaN; the counts are then of no use.</returns>
    public static bool Count(in HistogramTile tile, IReadOnlyList<Quantizer> quantizers, int[][] counts)
    {
        var whole = tile.Neurons - (tile.Neurons % TLanes.Count);
        using var edges = Edges(tile, quantizers);
        using var above = new AlignedBuffer((long)tile.Classes * tile.Neurons);
        var perClass = new int[tile.Classes];
        var labels = tile.Labels.Span;
        var nan = false;
        for (var sample = 0; sample < labels.Length; sample++)
        {
            perClass[labels[sample]]++;
            float* row = tile.Pointer(sample), sums = above.Pointer + ((long)labels[sample] * tile.Neurons);
            nan |= Add(row, tile.Pointer(Math.Min(sample + 1, labels.Length - 1)), edges.Pointer, sums, whole);
            for (var i = whole; i < tile.Neurons; i++)
            {
                sums[i] += row[i] > edges.Pointer[i] ? 1 : 0;
                nan |= float.IsNaN(row[i]);
            }
        }
        Add(tile, above.Pointer, perClass, counts);
        return nan;
    }

    /// <summary>Adds 1 where an output lies above its edge.</summary>
    /// <param name="ahead">The row that comes next: the processor does not foresee it in time.</param>
    /// <returns>Whether an output was NaN: it equals not even itself.</returns>
    private static bool Add(float* row, float* ahead, float* edge, float* sums, int count)
    {
        TVector one = TLanes.Create(1f), equal = TLanes.Equal(one, one), odd = TLanes.Zero;
        for (var i = 0; i < count; i += TLanes.Count)
        {
            Prefetch.Line(ahead + i);
            var output = TLanes.Load(row + i);
            var hit = TLanes.Choose(TLanes.GreaterThan(output, TLanes.Load(edge + i)), one, TLanes.Zero);
            odd = TLanes.Differences(odd, TLanes.Equal(output, output), equal);
            TLanes.Store(TLanes.Add(TLanes.Load(sums + i), hit), sums + i);
        }
        return !TLanes.IsEmpty(odd);
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
