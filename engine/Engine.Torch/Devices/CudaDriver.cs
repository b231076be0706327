using System.Runtime.InteropServices;
using System.Text;

namespace Engine.Torch.Devices;

/// <summary>What NVIDIA's driver says of itself, asked without libtorch.</summary>
internal sealed unsafe class CudaDriver
{
    private const int Success = 0;
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
        return result == Success ? null : $"the NVIDIA driver does not start: error {result} of cuInit";
    }

    /// <summary>The newest CUDA version that it knows: 1000 times the major one plus 10 times the minor one.</summary>
    public int Version => Ask("cuDriverGetVersion");

    public int Devices => Ask("cuDeviceGetCount");

    public string NameOf(int device)
    {
        var ask = (delegate* unmanaged<byte*, int, int, int>)NativeLibrary.GetExport(_library, "cuDeviceGetName");
        Span<byte> name = stackalloc byte[NameLength];
        fixed (byte* start = name)
            return ask(start, NameLength, device) == Success ? Encoding.UTF8.GetString(name[..name.IndexOf((byte)0)]) : "a GPU without a name";
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
