using Engine.Analysis;
using Engine.Numerics;
using Testing.Analysis;

namespace Kernels.Tests;

public sealed class SimdDevice128Tests : AnalysisDeviceContract
{
    protected override IAnalysisDevice Device { get; } = new SimdDevice(VectorWidth.Bits128);
}
