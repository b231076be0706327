using Engine;
using Engine.Analysis;
using Engine.Measures;
using Engine.Networks;
using ILGPU.Runtime;
using Kernels.Ilgpu.Devices;
using Kernels.Ilgpu.Histograms;
using Kernels.Ilgpu.Timing;

namespace Kernels.Ilgpu;

/// <summary>A device of ILGPU's: an NVIDIA GPU, an OpenCL device, or the simulator on this machine's cores.</summary>
/// <remarks>The accelerator is opened at the first use and kept: sessions share it and its compiled kernels, and their jobs run one after
/// another
/// on its thread. One that fails is given up with the sessions that use it; the next session opens it anew.</remarks>
public sealed class IlgpuDevice : IAnalysisDevice, IHistogramCounter, IDisposable
{
    private const long SimulatorBytes = 32L << 20;

    private readonly DeviceAddress _address;
    private readonly DeviceSettings _settings;
    private readonly Lazy<(Availability Availability, string Hardware)> _probe;
    private readonly Lock _lock = new();
    private Machine? _machine;

    internal IlgpuDevice(DeviceAddress address, DeviceSettings settings)
    {
        (_address, _settings) = (address, settings);
        _probe = new(() => DeviceContext.Probe(address));
    }

    public string Name => _address.Name;

    public Availability Availability => _probe.Value.Availability;

    public string InstructionSet =>
        $"ILGPU {typeof(Accelerator).Assembly.GetName().Version?.ToString(3)}, "
            + $"{(_address.Kind == DeviceKind.Cpu ? "simulator" : _probe.Value.Hardware)}";

    /// <summary>For benchmarks.</summary>
    public DeviceTiming Timing => new(this);

    public int[][] CountJointHistograms(
        ReadOnlyMemory<float> activations, ReadOnlyMemory<byte> labels, int classes, IReadOnlyList<Quantizer> quantizers,
        AnalysisResources resources)
    {
        ArgumentNullException.ThrowIfNull(quantizers);
        ArgumentNullException.ThrowIfNull(resources);
        GivenNumbers.Require(activations.Length, labels.Span, classes, quantizers.Count);
        var machine = Machine();
        return Run(machine, () => Budget(machine, resources).Run(
            "counting histograms", bytes => GivenActivations.Count(machine, activations, labels, classes, quantizers, bytes)));
    }

    public IAnalysisSession Open(Network network, AnalysisResources resources)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(resources);
        if (network.BeginsWithOutputs)
            throw new UserErrorException($"the device {Name} takes whole networks; layers after activations that were saved take simd");
        var machine = Machine();
        return new IlgpuAnalysis(this, machine, network, resources, Budget(machine, resources));
    }

    /// <summary>Ends the accelerator; sessions must be closed before.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _machine?.Dispose();
            _machine = null;
        }
    }

    /// <summary>Opens the accelerator where it is not open yet, and runs a job on it.</summary>
    internal T Run<T>(Func<Machine, T> job)
    {
        var machine = Machine();
        return Run(machine, () => job(machine));
    }

    /// <summary>Runs a job on the accelerator's thread; what the accelerator itself fails with becomes an error that names it.</summary>
    internal T Run<T>(Machine machine, Func<T> job)
    {
        try
        {
            return machine.Run(job);
        }
        catch (OutOfDeviceMemoryException exception)
        {
            throw new UserErrorException($"the device {Name} has too little free memory: {exception.Message}", exception);
        }
        catch (AcceleratorException exception)
        {
            GiveUp(machine);
            throw new DeviceFailedException(
                $"the device {Name} ({machine.Accelerator.Name}) failed: {exception.Message}. "
                    + "This run is lost; the next one opens the device anew.",
                exception);
        }
    }

    /// <summary>The bytes that a job may take. The memory asked for is the host's; a GPU has its own, and the simulator is no faster with
    /// more.</summary>
    private MemoryBudget Budget(Machine machine, AnalysisResources resources) => new(
        _address,
        _address.Kind == DeviceKind.Cpu
            ? Math.Min(resources.Memory, SimulatorBytes)
            : Math.Max(resources.Memory, (long)(_settings.FreeShare * Run(machine, machine.FreeBytes))),
        _settings.Log);

    private Machine Machine()
    {
        lock (_lock)
        {
            if (_machine is not null)
                return _machine;
            if (!Availability.IsAvailable)
                throw new UserErrorException($"the device {Name} is not available: {Availability.Detail}");
            try
            {
                return _machine = new Machine(_address, _settings);
            }
            catch (Exception exception) when (exception is AcceleratorException or NotSupportedException)
            {
                throw new DeviceFailedException($"the device {Name} cannot be opened: {exception.Message}", exception);
            }
        }
    }

    private void GiveUp(Machine machine)
    {
        lock (_lock)
        {
            // Its buffers went with the device: to free them one by one would only fail again.
            if (_machine == machine)
                _machine = null;
        }
    }
}
