using System.Runtime.InteropServices;

namespace Kernels.Simd.Histograms;

/// <summary>A rectangle of a layer's outputs: some samples of some neurons.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct HistogramTile(
    float* outputs, int stride, ReadOnlyMemory<byte> labels, int classes, int firstNeuron, int neurons, int firstSample = 0)
{
    public ReadOnlyMemory<byte> Labels { get; } = labels;

    public int Samples => Labels.Length;

    /// <summary>The first sample's number in the layer's outputs.</summary>
    public int FirstSample { get; } = firstSample;

    public int Classes { get; } = classes;

    public int FirstNeuron { get; } = firstNeuron;

    public int Neurons { get; } = neurons;

    /// <summary>The tile's neurons for one of its samples.</summary>
    public ReadOnlySpan<float> Row(int sample) => new(Pointer(sample), Neurons);

    public float* Pointer(int sample) => outputs + ((long)sample * stride);

    /// <summary>All samples of some of the neurons.</summary>
    public HistogramTile Strip(int first, int count) =>
        new(outputs + first, stride, Labels, Classes, FirstNeuron + first, count, FirstSample);

    /// <summary>Some samples of all neurons.</summary>
    public HistogramTile Part(int first, int count) =>
        new(Pointer(first), stride, Labels.Slice(first, count), Classes, FirstNeuron, Neurons, FirstSample + first);
}
