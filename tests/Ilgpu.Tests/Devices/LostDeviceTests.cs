using Engine;
using Engine.Analysis;
using Engine.Data;
using Engine.Networks;
using ILGPU.Runtime;
using Ilgpu.Tests.Kernels;
using Testing.Analysis;

namespace Ilgpu.Tests.Devices;

/// <summary>A device that vanishes mid-run: the job at hand fails by an error that names it, and the next run has it opened anew.</summary>
public class LostDeviceTests
{
    private static readonly AnalysisResources Resources = new(1, AnalysisResources.DefaultMemory);

    [Fact]
    public void The_run_at_hand_fails_and_the_next_one_goes_on()
    {
        var which = new AblationCase("9-12", Activation.Relu, false, 6, 4, 150, 1);
        var request = which.Request();
        var lost = request with
        {
            Data = new LabelledData(new LostWhileReading(request.Data.Features), request.Data.Labels, request.Data.Classes),
        };
        using var device = Simulators.Device(1);
        using (var session = device.Open(which.Network, Resources))
        {
            var error = Assert.Throws<DeviceFailedException>(() => session.Ablate(lost, TestContext.Current.CancellationToken));
            Assert.Contains("the device ilgpu-cpu", error.Message, StringComparison.Ordinal);
            Assert.Contains("failed: the device was lost", error.Message, StringComparison.Ordinal);
            Assert.IsType<LostException>(error.InnerException);
        }
        using var next = device.Open(which.Network, Resources);
        Assert.All(
            ReferenceCurves.Of(which).Zip(next.Ablate(request, TestContext.Current.CancellationToken)),
            pair => Agreement.Curves(pair.First, pair.Second));
    }

    /// <summary>Stands for a driver that reports a lost device in the middle of a job.</summary>
    private sealed class LostWhileReading(Features inner) : Features(inner.Samples, inner.Inputs)
    {
        public override void Read(int row, Span<float> destination) => throw new LostException();

        public override Features Slice(int first, int count) => throw new NotSupportedException();
    }

    private sealed class LostException() : AcceleratorException("the device was lost")
    {
        public override AcceleratorType AcceleratorType => AcceleratorType.Cuda;
    }
}
