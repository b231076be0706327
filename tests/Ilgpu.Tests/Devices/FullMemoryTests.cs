using System.Collections.Concurrent;
using Engine;
using Engine.Ablation;
using Engine.Analysis;
using Engine.Measures;
using Engine.Networks;
using Kernels.Ilgpu.Devices;
using Testing.Analysis;

namespace Ilgpu.Tests.Devices;

/// <summary>A device that is full: less at a time, the same result, a line in the log.</summary>
public class FullMemoryTests
{
    private static readonly AnalysisResources Ample = new(1, AnalysisResources.DefaultMemory);

    private readonly ConcurrentQueue<string> _log = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Curves_are_the_same_when_the_device_holds_less_than_was_allowed(int layer)
    {
        var which = new AblationCase("9-8", Activation.Relu, false, 9, 5, 400, layer);
        var expected = Ablate(new DeviceSettings(Cores: 1), which);
        Agreement.Identical(expected, Ablate(new DeviceSettings(_log.Enqueue, Cores: 1, MemoryLimit: 90_000), which));
        Assert.NotEmpty(_log);
        Assert.All(_log, line => Assert.Contains("ilgpu-cpu is out of memory while ablating", line, StringComparison.Ordinal));
    }

    [Fact]
    public void So_are_histograms()
    {
        var data = RandomData.Create(5000, 9, 5, 3);
        var activations = new float[5000 * 9];
        data.Features.ReadRange(0, 5000, activations);
        Quantizer[] quantizers = [.. Enumerable.Repeat(new Quantizer(QuantizerRule.OneBit, [0]), 9)];
        using var device = new IlgpuDevice(new DeviceAddress(DeviceKind.Cpu, 0), new DeviceSettings(_log.Enqueue, MemoryLimit: 50_000));
        Assert.Equal(
            ReferenceHistogrammer.Count(activations, data.Labels, 5, quantizers),
            device.CountJointHistograms(activations, data.Labels, 5, quantizers, Ample));
        Assert.NotEmpty(_log);
    }

    [Fact]
    public void Where_not_even_the_least_fits_it_is_an_error_that_names_the_device()
    {
        var which = new AblationCase("17-20", Activation.Relu, false, 9, 5, 700, 1);
        var error = Assert.Throws<UserErrorException>(() => Ablate(new DeviceSettings(_log.Enqueue, Cores: 1, MemoryLimit: 20_000), which));
        Assert.Contains("ilgpu-cpu", error.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<AblationCurve> Ablate(DeviceSettings settings, AblationCase which)
    {
        using var device = new IlgpuDevice(new DeviceAddress(DeviceKind.Cpu, 0), settings);
        using var session = device.Open(which.Network, Ample);
        return session.Ablate(which.Request(), TestContext.Current.CancellationToken);
    }
}
