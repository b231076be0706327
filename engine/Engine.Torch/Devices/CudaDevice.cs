using System.Runtime.InteropServices;
using System.Text;

namespace Engine.Torch.Devices;

/// <summary>The first NVIDIA GPU through libtorch.</summary>
internal sealed class CudaDevice : ITorchDevice
{
    /// <summary>libtorch 2.10 is built with CUDA 12.8, which runs on any driver that knows CUDA 12.</summary>
    private const int OldestDriver = 12000;

    private readonly Lazy<CudaDriver?> _driver = new(CudaDriver.Find);
    private readonly Lazy<Availability> _availability;
    private readonly Lazy<long?> _free;

    public CudaDevice()
    {
        _availability = new Lazy<Availability>(Look);
        _free = new Lazy<long?>(() => _driver.Value?.FreeMemory);
    }

    public string Name => "torch-cuda";

    public Availability Availability => _availability.Value;

    public string Hardware => _driver.Value?.NameOf(0) ?? "no GPU";

    public torch.Device Device => torch.CUDA;

    public int StackLimit => 64;

    /// <summary>The memory that was free when this was first asked for. Libtorch keeps the memory that it has once
    /// taken, so that later answers would count this process's own memory as lost.</summary>
    public long? FreeMemory => _free.Value;

    private Availability Look()
    {
        if (_driver.Value is not { } driver)
            return Availability.No($"no NVIDIA driver: {CudaDriver.FileName} was not found.");
        if (driver.Start() is { } failure)
            return Availability.No($"{failure}.");
        if (TooOld(driver.Version) is { } reason)
            return Availability.No(reason);
        if (driver.Devices == 0)
            return Availability.No($"{NoGpu}.");
        return TorchLibrary.LoadCuda() is { } missing
            ? Availability.No(missing)
            : Availability.Yes($"libtorch {TorchLibrary.Version}, {driver.NameOf(0)}, driver for CUDA {Readable(driver.Version)}");
    }

    internal static string NoGpu => $"no NVIDIA GPU: {VisibleGpus.WhyNone(VisibleGpus.Value) ?? "the driver finds none"}";

    /// <summary>Why a driver will not do; null for one that does.</summary>
    internal static string? TooOld(int version) => version >= OldestDriver
        ? null
        : $"driver too old: the NVIDIA driver knows CUDA up to {Readable(version)}, "
            + $"needed is {Readable(OldestDriver)} or newer; update it.";

    private static string Readable(int version) => $"{version / 1000}.{version % 1000 / 10}";
}

/// <summary>The facts that NVIDIA's driver gives about itself, asked without libtorch.</summary>
internal sealed unsafe class CudaDriver
{
    private const int Success = 0;
    private const int NoDevice = 100;
    private const int NameLength = 256;

    private readonly nint _library;

    private CudaDriver(nint library) => _library = library;

    public static string FileName => OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1";

    /// <summary>Null where there is none.</summary>
    public static CudaDriver? Find() => NativeLibrary.TryLoad(FileName, out var library) ? new CudaDriver(library) : null;

    /// <summary>Null where the driver starts, else what it said.</summary>
    public string? Start()
    {
        var initialize = (delegate* unmanaged<uint, int>)NativeLibrary.GetExport(_library, "cuInit");
        var result = initialize(0);
        return result switch
        {
            Success => null,
            NoDevice => CudaDevice.NoGpu,
            _ => $"the NVIDIA driver does not start: error {result} of cuInit",
        };
    }

    /// <summary>The newest CUDA version that it knows: 1000 times the major one plus 10 times the minor one.</summary>
    public int Version => Ask("cuDriverGetVersion");

    public int Devices => Ask("cuDeviceGetCount");

    public string NameOf(int device)
    {
        var ask = (delegate* unmanaged<byte*, int, int, int>)NativeLibrary.GetExport(_library, "cuDeviceGetName");
        Span<byte> name = stackalloc byte[NameLength];
        fixed (byte* start = name)
        {
            return ask(start, NameLength, device) == Success
                ? Encoding.UTF8.GetString(name[..name.IndexOf((byte)0)])
                : "a GPU without a name";
        }
    }

    /// <summary>Bytes that are free on the device in use on this thread; null where there is none.</summary>
    public long? FreeMemory
    {
        get
        {
            var ask = (delegate* unmanaged<nuint*, nuint*, int>)NativeLibrary.GetExport(_library, "cuMemGetInfo_v2");
            nuint free, total;
            return ask(&free, &total) == Success ? (long)free : null;
        }
    }

    private int Ask(string function)
    {
        var ask = (delegate* unmanaged<int*, int>)NativeLibrary.GetExport(_library, function);
        int answer;
        return ask(&answer) == Success ? answer : 0;
    }
}
