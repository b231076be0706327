using Engine.Analysis;
using Engine.Numerics;
using Testing.Analysis;

namespace Kernels.Tests;

public sealed class SimdDevice512Tests : AnalysisDeviceContract
{
    protected override IAnalysisDevice Device { get; } = new SimdDevice(VectorWidth.Bits512);
}
