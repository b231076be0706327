using System.Runtime.Intrinsics;
using Engine.Measures;
using Engine.Numerics;

namespace Kernels.Simd.Histograms;

/// <summary>Counts the joint histograms of one layer in one pass over its outputs, in tiles of samples and neurons over all threads.</summary>
internal static unsafe class JointHistogramCounter
{
    /// <summary>Counts of a tile of two-bin quantizers: they stay in the second-level cache, and the wider a tile, the steadier the stream of outputs.</summary>
    private const int ThresholdCounts = 1 << 16;

    /// <summary>Tiles for each thread, so that none waits long for the last.</summary>
    private const int TilesPerThread = 4;

    /// <param name="outputs"><c>[samples, neurons]</c>, row-major.</param>
    /// <returns><c>[neurons][bins, classes]</c>.</returns>
    /// <exception cref="ArgumentException">An output is NaN.</exception>
    public static int[][] Count(float* outputs, ReadOnlyMemory<byte> labels, int classes, IReadOnlyList<Quantizer> quantizers, WorkerTeam team, VectorWidth width)
    {
        var neurons = quantizers.Count;
        var counts = new int[neurons][];
        for (var neuron = 0; neuron < neurons; neuron++)
            counts[neuron] = new int[quantizers[neuron].Bins * classes];
        var all = new HistogramTile(outputs, neurons, labels, classes, 0, neurons);
        var twoBins = quantizers.All(quantizer => quantizer.Bins == 2);
        if (twoBins ? CountTwoBins(all, quantizers, counts, team, width) : BinCounter.Count(all, quantizers, counts, team))
            RefuseNaN(all);
        return counts;
    }

    private static bool CountTwoBins(HistogramTile all, IReadOnlyList<Quantizer> quantizers, int[][] counts, WorkerTeam team, VectorWidth width)
    {
        var tileNeurons = Math.Max(ThresholdCounts / all.Classes / Prefetch.LineLength, 1) * Prefetch.LineLength;
        var across = (all.Neurons + tileNeurons - 1) / tileNeurons;
        // A tile is as long as the number of tiles allows: its counts are added to the neurons' only once.
        var wanted = Math.Max(1, team.Size == 1 ? 1 : (team.Size * TilesPerThread + across - 1) / Math.Max(across, 1));
        var tileSamples = Math.Min((all.Samples + wanted - 1) / wanted, ThresholdCounter<Lanes128, Vector128<float>>.MostSamples);
        var down = all.Samples == 0 ? 0 : (all.Samples + tileSamples - 1) / tileSamples;
        var nan = false;
        team.Run(across * down, part =>
        {
            var (firstNeuron, firstSample) = (part % across * tileNeurons, part / across * tileSamples);
            var strip = all.Strip(firstNeuron, Math.Min(tileNeurons, all.Neurons - firstNeuron));
            if (CountTwoBins(strip.Part(firstSample, Math.Min(tileSamples, all.Samples - firstSample)), quantizers, counts, width))
                Volatile.Write(ref nan, true);
        });
        return nan;
    }

    private static bool CountTwoBins(in HistogramTile tile, IReadOnlyList<Quantizer> quantizers, int[][] counts, VectorWidth width) => width switch
    {
        VectorWidth.Bits512 => ThresholdCounter<Lanes512, Vector512<float>>.Count(tile, quantizers, counts),
        VectorWidth.Bits256 => ThresholdCounter<Lanes256, Vector256<float>>.Count(tile, quantizers, counts),
        _ => ThresholdCounter<Lanes128, Vector128<float>>.Count(tile, quantizers, counts),
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
