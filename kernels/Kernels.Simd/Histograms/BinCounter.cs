using Engine.Measures;

namespace Kernels.Simd.Histograms;

/// <summary>Quantizers of any number of bins, neuron by neuron: a search among the edges, without branches.</summary>
internal static unsafe class BinCounter
{
    public static void Count(in HistogramTile tile, IReadOnlyList<Quantizer> quantizers, int[][] counts)
    {
        var labels = tile.Labels.Span;
        for (var i = 0; i < tile.Neurons; i++)
        {
            var quantizer = quantizers[tile.FirstNeuron + i];
            var local = new int[quantizer.Bins * tile.Classes];
            for (var sample = 0; sample < labels.Length; sample++)
                local[(BinOf(quantizer.Edges, tile.Pointer(sample)[i]) * tile.Classes) + labels[sample]]++;
            var target = counts[tile.FirstNeuron + i];
            for (var cell = 0; cell < local.Length; cell++)
            {
                if (local[cell] != 0)
                    Interlocked.Add(ref target[cell], local[cell]);
            }
        }
    }

    /// <summary>How many edges the output is greater than.</summary>
    private static int BinOf(ReadOnlySpan<float> edges, float output)
    {
        var first = 0;
        for (var length = edges.Length; length > 0;)
        {
            var half = (length + 1) >> 1;
            first += output > edges[first + half - 1] ? half : 0;
            length -= half;
        }
        return first;
    }
}
