using Engine;
using Engine.Analysis;
using Engine.Data;
using Engine.Networks;
using ILGPU.Runtime;
using ILGPU.Runtime.OpenCL;
using Ilgpu.Tests.Kernels;
using Testing.Analysis;

namespace Ilgpu.Tests.Devices;

/// <summary>A device that vanishes mid-run: the job at hand fails by an error that names it, and the next run has it opened anew.</summary>
public class LostDeviceTests
{
    private static readonly AnalysisResources Resources = new(1, AnalysisResources.DefaultMemory);

    public static TheoryData<AcceleratorException> Failures =>
    [
        new LostException(),
        // As a driver says that promised larger groups or more shared memory than a kernel gets.
        new CLException(CLError.CL_INVALID_WORK_GROUP_SIZE),
        new CLException(CLError.CL_OUT_OF_RESOURCES),
    ];

    [Theory]
    [MemberData(nameof(Failures))]
    public void The_run_at_hand_fails_and_the_next_one_goes_on(AcceleratorException failure)
    {
        var which = new AblationCase("9-12", Activation.Relu, false, 6, 4, 150, 1);
        var request = which.Request();
        var lost = request with
        {
            Data = new LabelledData(new LostWhileReading(request.Data.Features, failure), request.Data.Labels, request.Data.Classes),
        };
        using var device = Simulators.Device(1);
        using (var session = device.Open(which.Network, Resources))
        {
            var error = Assert.Throws<DeviceFailedException>(() => session.Ablate(lost, TestContext.Current.CancellationToken));
            Assert.Contains("the device ilgpu-cpu", error.Message, StringComparison.Ordinal);
            Assert.Contains($"failed: {failure.Message}", error.Message, StringComparison.Ordinal);
            Assert.Same(failure, error.InnerException);
        }
        using var next = device.Open(which.Network, Resources);
        Assert.All(
            ReferenceCurves.Of(which).Zip(next.Ablate(request, TestContext.Current.CancellationToken)),
            pair => Agreement.Curves(pair.First, pair.Second));
    }

    /// <summary>Stands for a driver that reports a failure in the middle of a job.</summary>
    private sealed class LostWhileReading(Features inner, AcceleratorException failure) : Features(inner.Samples, inner.Inputs)
    {
        public override void Read(int row, Span<float> destination) => throw failure;

        public override Features Slice(int first, int count) => throw new NotSupportedException();
    }

    private sealed class LostException() : AcceleratorException("the device was lost")
    {
        public override AcceleratorType AcceleratorType => AcceleratorType.Cuda;
    }
}
