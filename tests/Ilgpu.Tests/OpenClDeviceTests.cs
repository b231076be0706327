using Engine.Analysis;
using Kernels.Ilgpu.Devices;
using Testing.Analysis;

namespace Ilgpu.Tests;

public sealed class OpenClDeviceTests : AnalysisDeviceContract
{
    // Of the memory only what a test asks for, so that little of it shows.
    private static readonly IlgpuDevice Shared = new(new DeviceAddress(DeviceKind.OpenCl, 0), new DeviceSettings(FreeShare: 0));

    protected override IAnalysisDevice Device => RealDevice.Require(Shared);
}
