using Engine.Analysis;
using Engine.Numerics;
using Tests.Contracts.Analysis;

namespace Kernels.Simd.Tests;

public sealed class SimdDevice256Tests : AnalysisDeviceContract
{
    protected override IAnalysisDevice Device { get; } = new SimdDevice(VectorWidth.Bits256);
}
