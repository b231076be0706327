using Engine;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace Kernels.Ilgpu.Devices;

/// <summary>An accelerator at work: its context, its kernels, its thread. Everything of it but <see cref="Run{T}"/> and Dispose belongs on
/// that thread.</summary>
internal sealed class Machine : IDisposable
{
    /// <summary>Of the simulator: enough that its cores end together.</summary>
    private const int GroupsPerCore = 4;

    private readonly DeviceThread _thread;
    private readonly DeviceSettings _settings;
    private Context? _context;
    private Accelerator? _accelerator;
    private KernelSet? _kernels;

    public Machine(DeviceAddress address, DeviceSettings settings)
    {
        (Address, _settings) = (address, settings);
        _thread = new DeviceThread($"engine {address}");
        try
        {
            _thread.Run(Start);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public DeviceAddress Address { get; }

    public Accelerator Accelerator => _accelerator!;

    public KernelSet Kernels => _kernels!;

    public Action<string>? Log => _settings.Log;

    public T Run<T>(Func<T> body) => _thread.Run(body);

    /// <summary>Memory that a GPU has free; 0 where that cannot be asked.</summary>
    public long FreeBytes() => Accelerator is CudaAccelerator cuda ? cuda.GetFreeMemory() : 0;

    public DeviceMemory NewMemory() => new(Accelerator, _settings.MemoryLimit);

    /// <summary>Copies to the beginning of a buffer; the values may be overwritten when it returns.</summary>
    public void Upload<T>(ReadOnlySpan<T> values, ArrayView<T> target)
        where T : unmanaged
    {
        Accelerator.Write(values, target.SubView(0, values.Length));
        Accelerator.Synchronize();
    }

    /// <summary>Copies from the device, after everything that was asked of it.</summary>
    public T[] Download<T>(ArrayView<T> view)
        where T : unmanaged
    {
        var values = new T[view.Length];
        view.CopyToCPU(Accelerator.DefaultStream, values);
        Accelerator.Synchronize();
        return values;
    }

    public void Dispose()
    {
        _thread.Run(() =>
        {
            _accelerator?.Dispose();
            _context?.Dispose();
            return 0;
        });
        _thread.Dispose();
    }

    private int Start()
    {
        var simulated = Address.Kind == DeviceKind.Cpu;
        _context = DeviceContext.Create(Address.Kind, _settings);
        var device = DeviceContext.Find(_context, Address)
            ?? throw new DeviceFailedException($"the device {Address} is not there any more");
        _accelerator = device.CreateAccelerator(_context);
        var block = Math.Min(_accelerator.MaxNumThreadsPerGroup, _settings.Block ?? (simulated ? 1 : DeviceSettings.GpuBlock));
        _kernels = new KernelSet(
            new AcceleratorLauncher(_accelerator),
            new GridCut(block, simulated ? GroupsPerCore * _accelerator.NumMultiprocessors : int.MaxValue),
            _settings.Float64 ?? DeviceContext.HasFloat64(device));
        return 0;
    }
}
