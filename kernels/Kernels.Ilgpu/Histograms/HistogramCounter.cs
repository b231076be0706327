using Engine.Measures;
using ILGPU;
using Kernels.Ilgpu.Devices;

namespace Kernels.Ilgpu.Histograms;

/// <summary>Counts the joint histograms of one layer; outputs may come in any number of parts.</summary>
internal sealed class HistogramCounter
{
    private readonly Machine _machine;
    private readonly IReadOnlyList<Quantizer> _quantizers;
    private readonly ArrayView<int> _counts;
    private readonly ArrayView<int> _notANumber;
    private HistogramArguments _arguments;

    /// <param name="memory">Holds the counters, <c>[cells, neurons]</c>.</param>
    public HistogramCounter(Machine machine, DeviceMemory memory, IReadOnlyList<Quantizer> quantizers, int classes)
    {
        (_machine, _quantizers) = (machine, quantizers);
        var table = EdgeTable.Of(quantizers, out var edges);
        var cells = (edges + 1) * classes;
        _counts = memory.Zeros<int>((long)cells * quantizers.Count);
        _notANumber = memory.Upload<int>([int.MaxValue]);
        _arguments = new HistogramArguments
        {
            EdgeTable = memory.Upload(table),
            Counts = _counts,
            NotANumber = _notANumber,
            Neurons = quantizers.Count,
            Classes = classes,
            Edges = edges,
            Cells = cells,
        };
    }

    /// <param name="activations"><c>[samples, neurons]</c>.</param>
    /// <param name="labels"><c>[samples]</c>, all below the number of classes.</param>
    public void Add(ArrayView<float> activations, ArrayView<byte> labels, int samples)
    {
        if (samples == 0)
            return;
        (_arguments.Activations, _arguments.Labels, _arguments.Samples) = (activations, labels, samples);
        _machine.Kernels.Histogram(_arguments);
    }

    /// <returns><c>[neurons][bins, classes]</c>.</returns>
    /// <exception cref="ArgumentException">An output was NaN.</exception>
    public int[][] Result()
    {
        var wrong = _machine.Download(_notANumber)[0];
        if (wrong != int.MaxValue)
            throw new ArgumentException($"the output of neuron {wrong} is NaN: no bin can hold it");
        var counts = _machine.Download(_counts);
        return [.. _quantizers.Select((quantizer, neuron) => Of(counts, neuron, quantizer.Bins * _arguments.Classes))];
    }

    private int[] Of(int[] counts, int neuron, int cells)
    {
        var own = new int[cells];
        for (var cell = 0; cell < cells; cell++)
            own[cell] = counts[((long)cell * _quantizers.Count) + neuron];
        return own;
    }
}

/// <summary>The edges of a layer's quantizers as a kernel searches them: for every neuron 2^bits - 1, the missing ones infinite, which no
/// output exceeds.</summary>
internal static class EdgeTable
{
    /// <returns><c>[edges, neurons]</c>.</returns>
    public static float[] Of(IReadOnlyList<Quantizer> quantizers, out int edges)
    {
        var most = quantizers.Max(quantizer => quantizer.Bins);
        var bins = 1;
        while (bins < most)
            bins *= 2;
        edges = bins - 1;
        var table = new float[edges * quantizers.Count];
        Array.Fill(table, float.PositiveInfinity);
        for (var neuron = 0; neuron < quantizers.Count; neuron++)
        {
            var own = quantizers[neuron].Edges;
            for (var edge = 0; edge < own.Length; edge++)
                table[(edge * quantizers.Count) + neuron] = own[edge];
        }
        return table;
    }
}
