using System.Collections.Concurrent;
using Engine;
using Engine.Ablation;
using Engine.Analysis;
using Engine.Data;
using Engine.Measures;
using Engine.Networks;
using ILGPU.Runtime.OpenCL;
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

    /// <summary>As drivers do that give a buffer its memory when it is first used, after another process has taken it.</summary>
    [Fact]
    public void Memory_that_is_missing_only_at_work_is_the_same()
    {
        var which = new AblationCase("9-8", Activation.Relu, false, 9, 5, 400, 1);
        var request = which.Request();
        using var device = new IlgpuDevice(new DeviceAddress(DeviceKind.Cpu, 0), new DeviceSettings(_log.Enqueue, Cores: 1));
        using var session = device.Open(which.Network, Ample);
        var expected = session.Ablate(request, TestContext.Current.CancellationToken);
        Agreement.Identical(expected, session.Ablate(Late(times: 2), TestContext.Current.CancellationToken));
        Assert.Equal(2, _log.Count);
        Assert.All(_log, line => Assert.Contains("ilgpu-cpu is out of memory while ablating", line, StringComparison.Ordinal));
        var error = Assert.Throws<UserErrorException>(
            () => session.Ablate(Late(times: int.MaxValue), TestContext.Current.CancellationToken));
        Assert.Contains("ilgpu-cpu has too little free memory for ablating", error.Message, StringComparison.Ordinal);

        AblationRequest Late(int times) => request with
        {
            Data = new LabelledData(new LateRefusals(request.Data.Features, times), request.Data.Labels, request.Data.Classes),
        };
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

    /// <summary>Stands for a driver that lacks memory for a copy, so many times.</summary>
    private sealed class LateRefusals(Features inner, int times) : Features(inner.Samples, inner.Inputs)
    {
        private int _left = times;

        public override void Read(int row, Span<float> destination)
        {
            // Once in an attempt, whoever reads the other rows beside.
            if (row == 0 && _left-- > 0)
                throw new CLException(CLError.CL_MEM_OBJECT_ALLOCATION_FAILURE);
            inner.Read(row, destination);
        }

        public override Features Slice(int first, int count) => throw new NotSupportedException();
    }
}
