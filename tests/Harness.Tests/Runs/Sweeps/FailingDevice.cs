using Engine;
using Engine.Analysis;
using Engine.Networks;
using Kernels.Simd;

namespace Harness.Tests.Runs.Sweeps;

/// <summary>A device on which no analysis begins.</summary>
internal sealed class FailingDevice(Func<Exception> fault) : IAnalysisDevice
{
    private readonly SimdDevice _device = new();

    public string Name => _device.Name;

    public Availability Availability => _device.Availability;

    public string InstructionSet => _device.InstructionSet;

    public IAnalysisSession Open(Network network, AnalysisResources resources) => throw fault();
}
