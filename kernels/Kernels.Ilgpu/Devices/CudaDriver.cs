using System.Runtime.InteropServices;
using Engine;

namespace Kernels.Ilgpu.Devices;

/// <summary>Asks NVIDIA's driver why there is no device: ILGPU itself only leaves it out of its list.</summary>
internal static unsafe class CudaDriver
{
    /// <summary>CUDA 11.0 (1000 major + 10 minor): the first whose compiler knows sm_80, the newest target that ILGPU writes for.</summary>
    private const int OldestVersion = 11000;

    /// <summary>Why GPU number <paramref name="index"/> cannot be used; null when nothing speaks against it.</summary>
    public static string? Fault(int index) =>
        Ask() is var (code, version, count)
            ? Fault(code, version, count, index, VisibleGpus.Value)
            : $"no NVIDIA driver: {DriverLibrary.Cuda.File} was not found";

    /// <summary>How many GPUs the driver finds; 0 without a driver.</summary>
    public static int Count() => Ask()?.Count ?? 0;

    /// <summary>The driver's own words; null where there is none.</summary>
    private static (int Code, int Version, int Count)? Ask()
    {
        if (!DriverLibrary.Cuda.TryLoad(out var library))
            return null;
        try
        {
            var (version, count) = (0, 0);
            var code = ((delegate* unmanaged<uint, int>)NativeLibrary.GetExport(library, "cuInit"))(0);
            if (code == 0)
                code = ((delegate* unmanaged<int*, int>)NativeLibrary.GetExport(library, "cuDriverGetVersion"))(&version);
            if (code == 0)
                code = ((delegate* unmanaged<int*, int>)NativeLibrary.GetExport(library, "cuDeviceGetCount"))(&count);
            return (code, version, count);
        }
        finally
        {
            NativeLibrary.Free(library);
        }
    }

    /// <summary>The reason, from what the driver said.</summary>
    /// <param name="code">The first call's error that is not 0.</param>
    /// <param name="visible">The value of <see cref="VisibleGpus"/>.</param>
    public static string? Fault(int code, int version, int count, int index, string? visible) => code switch
    {
        100 => $"no NVIDIA GPU: {VisibleGpus.WhyNone(visible) ?? "the driver finds none"}",
        803 => "the NVIDIA driver's parts are of different versions (error 803): restart, or install it again",
        not 0 => $"the NVIDIA driver does not start: error {code}",
        _ when version < OldestVersion =>
            $"the NVIDIA driver is too old: it supports CUDA {version / 1000}.{version % 1000 / 10}, "
                + $"needed is {OldestVersion / 1000}.0 or newer",
        _ when index >= count =>
            $"no such device: there {(count == 1 ? "is 1 NVIDIA GPU" : $"are {count} NVIDIA GPUs")}, counted from 0"
                + VisibleGpus.Aside(visible),
        _ => null,
    };
}
