using System.Runtime.InteropServices;
using System.Text;

namespace Engine.Torch.Devices;

/// <summary>An NVIDIA GPU through libtorch.</summary>
internal sealed class CudaDevice : ITorchDevice
{
    /// <summary>Of the first GPU; the names of others have a number behind it.</summary>
    public const string Kind = "torch-cuda";

    /// <summary>libtorch 2.10 is built with CUDA 12.8, which runs on any driver that knows CUDA 12.</summary>
    private const int OldestDriver = 12000;

    private readonly int _index;
    private readonly Lazy<CudaDriver?> _driver = new(CudaDriver.Find);
    private readonly Lazy<Availability> _availability;
    private readonly Lazy<long?> _free;

    /// <param name="index">Which GPU, as CUDA counts them: from 0, of those that <see cref="VisibleGpus"/> shows.</param>
    public CudaDevice(int index)
    {
        _index = index;
        _availability = new Lazy<Availability>(Look);
        _free = new Lazy<long?>(() => _driver.Value?.FreeMemoryOf(index));
    }

    public string Name => new DeviceName(Kind, _index).ToString();

    public Availability Availability => _availability.Value;

    public string Hardware => _driver.Value?.NameOf(_index) ?? "no GPU";

    public torch.Device Device => new(DeviceType.CUDA, _index);

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
        if (Absent(driver.Devices, _index, VisibleGpus.Value) is { } absent)
            return Availability.No(absent);
        return TorchLibrary.LoadCuda() is { } missing
            ? Availability.No(missing)
            : Availability.Yes($"libtorch {TorchLibrary.Version}, {driver.NameOf(_index)}, driver for CUDA {Readable(driver.Version)}");
    }

    /// <summary>How many GPUs a driver that starts finds; 0 without one.</summary>
    public static int Count() => CudaDriver.Find() is { } driver && driver.Start() is null ? driver.Devices : 0;

    /// <summary>Why a GPU is not there; null where it is.</summary>
    /// <param name="visible">The value of <see cref="VisibleGpus"/>.</param>
    internal static string? Absent(int count, int index, string? visible) => count == 0 ? $"{NoGpu}."
        : index < count ? null
        : $"no such device: there {(count == 1 ? "is 1 NVIDIA GPU" : $"are {count} NVIDIA GPUs")}, counted from 0"
            + $"{VisibleGpus.Aside(visible)}.";

    internal static string NoGpu => $"no NVIDIA GPU: {VisibleGpus.WhyNone(VisibleGpus.Value) ?? "the driver finds none"}";

    /// <summary>Why a driver will not do; null for one that does.</summary>
    internal static string? TooOld(int version) => version >= OldestDriver
        ? null
        : $"driver too old: the NVIDIA driver knows CUDA up to {Readable(version)}, "
            + $"needed is {Readable(OldestDriver)} or newer; update it.";

    private static string Readable(int version) => $"{version / 1000}.{version % 1000 / 10}";
}

/// <summary>The facts that NVIDIA's driver gives about itself, asked without libtorch.</summary>
/// <param name="function">The address of a function of the driver's by name; 0 where it has none.</param>
internal sealed unsafe class CudaDriver(Func<string, nint> function)
{
    private const int Success = 0;
    private const int NoDevice = 100;
    private const int NameLength = 256;

    public static string FileName => OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1";

    /// <summary>Null where there is none.</summary>
    public static CudaDriver? Find() => NativeLibrary.TryLoad(FileName, out var library)
        ? new CudaDriver(name => NativeLibrary.TryGetExport(library, name, out var address) ? address : 0)
        : null;

    /// <summary>Null where the driver starts, else what it said.</summary>
    public string? Start()
    {
        var result = ((delegate* unmanaged<uint, int>)Function("cuInit"))(0);
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
        var ask = (delegate* unmanaged<byte*, int, int, int>)Function("cuDeviceGetName");
        Span<byte> name = stackalloc byte[NameLength];
        fixed (byte* start = name)
        {
            return Handle(device) is { } handle && ask(start, NameLength, handle) == Success
                ? Encoding.UTF8.GetString(name[..name.IndexOf((byte)0)])
                : "a GPU without a name";
        }
    }

    /// <summary>Bytes that are free on a GPU; null where it does not say. Asked in the context that libtorch computes in, which is made
    /// where there is none yet: a thread's own may be that of another GPU.</summary>
    public long? FreeMemoryOf(int device)
    {
        nint context;
        if (Handle(device) is not { } handle
            || ((delegate* unmanaged<nint*, int, int>)Function("cuDevicePrimaryCtxRetain"))(&context, handle) != Success)
            return null;
        try
        {
            if (((delegate* unmanaged<nint, int>)Function("cuCtxPushCurrent_v2"))(context) != Success)
                return null;
            nuint free, total;
            var answer = ((delegate* unmanaged<nuint*, nuint*, int>)Function("cuMemGetInfo_v2"))(&free, &total);
            ((delegate* unmanaged<nint*, int>)Function("cuCtxPopCurrent_v2"))(&context);
            return answer == Success ? (long)free : null;
        }
        finally
        {
            ((delegate* unmanaged<int, int>)Function("cuDevicePrimaryCtxRelease_v2"))(handle);
        }
    }

    /// <summary>By what the driver calls a GPU; null for a number without one.</summary>
    private int? Handle(int device)
    {
        int handle;
        return ((delegate* unmanaged<int*, int, int>)Function("cuDeviceGet"))(&handle, device) == Success ? handle : null;
    }

    private int Ask(string name)
    {
        var ask = (delegate* unmanaged<int*, int>)Function(name);
        int answer;
        return ask(&answer) == Success ? answer : 0;
    }

    /// <exception cref="EntryPointNotFoundException">The driver has none of the name, which every driver since CUDA 11 has.</exception>
    private nint Function(string name) => function(name) is var address && address != 0
        ? address
        : throw new EntryPointNotFoundException($"the NVIDIA driver has no function {name}");
}
