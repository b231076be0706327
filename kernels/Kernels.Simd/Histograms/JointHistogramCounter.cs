using System.Runtime.Intrinsics;
using Engine.Measures;
using Engine.Numerics;

namespace Kernels.Simd.Histograms;

/// <summary>Counts the joint histograms of one layer in one pass over its outputs, in tiles of samples and neurons over all
/// threads.</summary>
internal static unsafe class JointHistogramCounter
{
    /// <param name="outputs"><c>[samples, neurons]</c>, row-major.</param>
    /// <param name="symbols">Written unless it is null: <c>[neurons][samples]</c>.</param>
    /// <returns><c>[neurons][bins, classes]</c>.</returns>
    /// <exception cref="ArgumentException">An output is NaN.</exception>
    public static int[][] Count(
        float* outputs,
        ReadOnlyMemory<byte> labels,
        int classes,
        IReadOnlyList<Quantizer> quantizers,
        WorkerTeam team,
        VectorWidth width,
        byte[][]? symbols = null)
    {
        var neurons = quantizers.Count;
        var counts = new int[neurons][];
        for (var neuron = 0; neuron < neurons; neuron++)
            counts[neuron] = new int[quantizers[neuron].Bins * classes];
        var all = new HistogramTile(outputs, neurons, labels, classes, 0, neurons);
        // Two bins are counted without ever making a symbol.
        var twoBins = symbols is null && quantizers.All(quantizer => quantizer.Bins == 2);
        if (twoBins ? CountTwoBins(all, quantizers, counts, team, width) : BinCounter.Count(all, quantizers, counts, team, symbols))
            RefuseNaN(all);
        return counts;
    }

    private static bool CountTwoBins(
        in HistogramTile all, IReadOnlyList<Quantizer> quantizers, int[][] counts, WorkerTeam team, VectorWidth width) =>
        width switch
        {
            VectorWidth.Bits512 => ThresholdCounter<Lanes512, Vector512<float>>.Count(all, quantizers, counts, team),
            VectorWidth.Bits256 => ThresholdCounter<Lanes256, Vector256<float>>.Count(all, quantizers, counts, team),
            _ => ThresholdCounter<Lanes128, Vector128<float>>.Count(all, quantizers, counts, team),
        };

    private static void RefuseNaN(in HistogramTile tile)
    {
        for (var sample = 0; sample < tile.Samples; sample++)
        {
            var row = tile.Row(sample);
            var index = row.IndexOfAnyExceptInRange(float.NegativeInfinity, float.PositiveInfinity);
            if (index >= 0)
                throw new ArgumentException($"the output of neuron {tile.FirstNeuron + index} is NaN: no bin can hold it");
        }
    }
}
