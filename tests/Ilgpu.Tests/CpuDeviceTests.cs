using Engine.Analysis;
using Ilgpu.Tests.Kernels;
using Testing.Analysis;

namespace Ilgpu.Tests;

/// <summary>
/// ILGPU's own simulator is always there where ILGPU is built. On one core: tens of thousands of launches would else wait for the others.
/// </summary>
public sealed class CpuDeviceTests : AnalysisDeviceContract
{
    // One for all tests: each would compile the kernels again.
    private static readonly IlgpuDevice Shared = Simulators.Device(1);

    protected override IAnalysisDevice Device => Shared;
}
