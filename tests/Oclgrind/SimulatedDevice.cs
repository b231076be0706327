using System.Runtime.CompilerServices;
using Engine.Analysis;
using Engine.Networks;
using ILGPU.Runtime.OpenCL;
using Kernels.Ilgpu;
using Kernels.Ilgpu.Devices;

namespace Oclgrind;

/// <summary>Oclgrind's device, in a process that has its library as OpenCL: groups of a size of choice, and complaints kernel by
/// kernel.</summary>
internal sealed class SimulatedDevice : IDisposable
{
    /// <summary>Of a job.</summary>
    private const long Bytes = 16L << 20;

    private static readonly DeviceAddress Address = new(DeviceKind.OpenCl, 0);

    private readonly IlgpuDevice _device;
    private readonly OclgrindWatch _watch;

    /// <param name="log">Its log (OCLGRIND_LOG).</param>
    public SimulatedDevice(int block, string log)
    {
        var settings = new DeviceSettings(Block: block, TakesOpenCl: Take);
        _device = new IlgpuDevice(Address, settings);
        Machine = new Machine(Address, settings);
        _watch = Machine.Run(() => new OclgrindWatch(Machine.Accelerator, log));
        Machine.Accelerator.RegisterExtension<DeviceWatch>(_watch);
    }

    public Machine Machine { get; }

    /// <summary>The findings so far.</summary>
    public IReadOnlyList<KernelResult> Results => _watch.Results;

    public IlgpuAnalysis Open(Network network) =>
        new(_device, Machine, network, new AnalysisResources(1, Bytes), new MemoryBudget(Address, Bytes, null));

    public void Dispose()
    {
        Machine.Dispose();
        _device.Dispose();
    }

    /// <summary>It runs what ILGPU writes, whose pointers name their memory, but says rightly that it has no generic ones.</summary>
    private static bool Take(CLDevice device)
    {
        HasGenericAddressSpace(device.Capabilities, true);
        return true;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_GenericAddressSpace")]
    private static extern void HasGenericAddressSpace(CLCapabilityContext capabilities, bool value);
}
