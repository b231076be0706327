using System.Runtime.Intrinsics;
using Engine.Measures;
using Engine.Numerics;

namespace Kernels.Simd.Histograms;

/// <summary>Counts the joint histograms of one layer in one pass over its outputs, in tiles of samples and neurons over all threads.</summary>
internal static unsafe class JointHistogramCounter
{
    /// <summary>Samples of a tile; counts of a tile are exact in float32 up to 2^24.</summary>
    private const int TileSamples = 4096;

    /// <summary>Neurons of a tile: their counts stay in the first-level cache.</summary>
    private const int TileNeurons = 256;

    /// <param name="outputs"><c>[samples, neurons]</c>, row-major.</param>
    /// <returns><c>[neurons][bins, classes]</c>.</returns>
    /// <exception cref="ArgumentException">An output is NaN.</exception>
    public static int[][] Count(float* outputs, ReadOnlyMemory<byte> labels, int classes, IReadOnlyList<Quantizer> quantizers, WorkerTeam team, VectorWidth width)
    {
        var neurons = quantizers.Count;
        var counts = quantizers.Select(quantizer => new int[quantizer.Bins * classes]).ToArray();
        var across = (neurons + TileNeurons - 1) / TileNeurons;
        var down = (labels.Length + TileSamples - 1) / TileSamples;
        team.Run(across * down, part =>
        {
            var (firstNeuron, firstSample) = (part % across * TileNeurons, part / across * TileSamples);
            var tile = new HistogramTile(
                outputs + ((long)firstSample * neurons) + firstNeuron,
                neurons,
                labels.Slice(firstSample, Math.Min(TileSamples, labels.Length - firstSample)),
                classes,
                firstNeuron,
                Math.Min(TileNeurons, neurons - firstNeuron));
            Count(tile, quantizers, counts, width);
        });
        return counts;
    }

    private static void Count(in HistogramTile tile, IReadOnlyList<Quantizer> quantizers, int[][] counts, VectorWidth width)
    {
        RefuseNaN(tile);
        if (!IsTwoBins(tile, quantizers))
        {
            BinCounter.Count(tile, quantizers, counts);
            return;
        }
        switch (width)
        {
            case VectorWidth.Bits512:
                ThresholdCounter<Lanes512, Vector512<float>>.Count(tile, quantizers, counts);
                break;
            case VectorWidth.Bits256:
                ThresholdCounter<Lanes256, Vector256<float>>.Count(tile, quantizers, counts);
                break;
            default:
                ThresholdCounter<Lanes128, Vector128<float>>.Count(tile, quantizers, counts);
                break;
        }
    }

    private static bool IsTwoBins(in HistogramTile tile, IReadOnlyList<Quantizer> quantizers)
    {
        for (var i = 0; i < tile.Neurons; i++)
        {
            if (quantizers[tile.FirstNeuron + i].Bins != 2)
                return false;
        }
        return true;
    }

    private static void RefuseNaN(in HistogramTile tile)
    {
        for (var sample = 0; sample < tile.Labels.Length; sample++)
        {
            var row = tile.Row(sample);
            var index = row.IndexOfAnyExceptInRange(float.NegativeInfinity, float.PositiveInfinity);
            if (index >= 0)
                throw new ArgumentException($"the output of neuron {tile.FirstNeuron + index} is NaN: no bin can hold it");
        }
    }
}
