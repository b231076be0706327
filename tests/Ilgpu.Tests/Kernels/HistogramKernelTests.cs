using Engine.Analysis;
using Engine.Measures;
using Engine.Randomness;

namespace Ilgpu.Tests.Kernels;

/// <summary>Joint histograms against the reference at every size of group, with shared counters and without.</summary>
[Collection(Simulators.OneAtATime)]
public class HistogramKernelTests
{
    private const int Neurons = 37;
    private const int Samples = 700;

    public static TheoryData<string, int> Devices => KernelDevices.All;

    /// <summary>Two bins; five; 256, whose counters no group can share.</summary>
    [Theory]
    [MemberData(nameof(Devices))]
    public void Counts_equal_the_reference(string name, int block)
    {
        using var device = KernelDevices.Device(name, block);
        float[][] edges = [[0f], [-1f, -0.5f, 0.25f, 1f], [.. Enumerable.Range(0, 255).Select(i => (i - 127) / 64f)]];
        foreach (var own in edges)
            Compare(device, [.. Enumerable.Repeat(new Quantizer(new QuantizerRule(QuantizerKind.Uniform, 8), own), Neurons)], 13);
        Compare(
            device,
            [.. Enumerable.Range(0, Neurons).Select(neuron => new Quantizer(
                new QuantizerRule(QuantizerKind.Uniform, 8), edges[neuron % 2].AsSpan(0, neuron % 3 == 0 ? 0 : 1)))],
            2);
    }

    private static void Compare(IlgpuDevice device, Quantizer[] quantizers, int classes)
    {
        var random = new RandomStream(3, RandomPurpose.DataGeneration);
        float[] activations = [.. Enumerable.Range(0, Samples * Neurons).Select(_ => (float)Math.Round(random.NextNormal() * 64) / 64)];
        byte[] labels = [.. Enumerable.Range(0, Samples).Select(_ => (byte)random.NextInt(classes))];
        Assert.Equal(
            ReferenceHistogrammer.Count(activations, labels, classes, quantizers),
            device.CountJointHistograms(
                activations, labels, classes, quantizers, new AnalysisResources(1, AnalysisResources.DefaultMemory)));
    }
}
