using System.Globalization;
using System.Text.RegularExpressions;
using Engine.Analysis;
using Engine.Measures;
using Engine.Randomness;
using Kernels.Ilgpu.Ablation;
using Kernels.Ilgpu.Devices;
using Kernels.Ilgpu.Products;

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

    /// <summary>
    /// A counter of 4 bytes for each cell of each neuron: 32 neurons of 256 cells are 32 KiB, of 512 cells 64 KiB. More than 48 KiB are not
    /// taken; fewer than 4 neurons side by side are not worth it, and 4 of 3,072 cells are the last in 48 KiB, 4 of 2,048 in 32.
    /// </summary>
    [Theory]
    [InlineData(256, 32, 32)]
    [InlineData(257, 32, 16)]
    [InlineData(257, 48, 32)]
    [InlineData(512, 32, 16)]
    [InlineData(512, 512, 16)]
    [InlineData(2048, 32, 4)]
    [InlineData(2049, 32, 0)]
    [InlineData(2049, 48, 4)]
    [InlineData(3072, 48, 4)]
    [InlineData(3073, 512, 0)]
    public void Counters_stay_within_the_devices_shared_memory(int cells, int kibibytes, int neurons) =>
        Assert.Equal(neurons, KernelSet.SharedNeurons(cells, DeviceSettings.GpuBlock, kibibytes << 10));

    [Fact]
    public void Every_other_kernel_is_content_with_the_least()
    {
        int[] floats = [AffineKernel.Shared(16, 16), AffineKernel.Shared(32, 8), Compaction.Shared(DeviceSettings.GpuBlock)];
        Assert.All(floats, count => Assert.InRange(count * sizeof(float), 1, KernelSet.LeastSharedBytes));
        // What kernels allocate themselves stands in their code: arrays of floats, and of tallies of two words and a float64.
        var arrays = EveryKernel.All.Keys.Select(OpenClSourceTests.Compile)
            .SelectMany(source => Regex.Matches(source, @"^\tlocal (.*) var\d+\[(\d+)\];", RegexOptions.Multiline)).ToArray();
        Assert.NotEmpty(arrays);
        Assert.All(arrays, array => Assert.InRange(
            int.Parse(array.Groups[2].Value, CultureInfo.InvariantCulture) * (array.Groups[1].Value == "float" ? 4 : 16), 1,
            KernelSet.LeastSharedBytes));
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
