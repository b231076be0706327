using Engine.Measures;
using Kernels.Ilgpu.Devices;

namespace Kernels.Ilgpu.Histograms;

/// <summary>Joint histograms of activations in host memory: they go to the device in parts, only counts come back.</summary>
internal static class GivenActivations
{
    /// <summary>Samples of a part at least.</summary>
    private const int FewestSamples = 512;

    /// <param name="activations"><c>[samples, neurons]</c>, row-major.</param>
    /// <param name="bytes">Memory that a part may take on the device.</param>
    public static int[][] Count(
        Machine machine, ReadOnlyMemory<float> activations, ReadOnlyMemory<byte> labels, int classes, IReadOnlyList<Quantizer> quantizers,
        long bytes)
    {
        if (quantizers.Count == 0)
            return [];
        using var memory = machine.NewMemory();
        var counter = new HistogramCounter(machine, memory, quantizers, classes);
        var neurons = quantizers.Count;
        var part = (int)Math.Min(Math.Max(1, labels.Length), Math.Max(FewestSamples, bytes / ((long)neurons * sizeof(float))));
        var deviceActivations = memory.Allocate<float>((long)part * neurons);
        var deviceLabels = memory.Allocate<byte>(part);
        for (var first = 0; first < labels.Length; first += part)
        {
            var count = Math.Min(part, labels.Length - first);
            machine.Upload(activations.Span.Slice(first * neurons, count * neurons), deviceActivations);
            machine.Upload(labels.Span.Slice(first, count), deviceLabels);
            counter.Add(deviceActivations, deviceLabels, count);
        }
        return counter.Result();
    }
}
