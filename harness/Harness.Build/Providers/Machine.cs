using System.Runtime.InteropServices;

namespace Harness.Build.Providers;

/// <summary>What of this machine decides which packages fit it.</summary>
internal sealed record Machine(string Platform, bool NvidiaDriver)
{
    public string TorchPackage => (NvidiaDriver, Platform.Split('-')[0]) switch
    {
        (true, "linux") => "TorchSharp-cuda-linux",
        (true, "win") => "TorchSharp-cuda-windows",
        _ => "TorchSharp-cpu",
    };

    public static Machine Here() => new(RuntimeInformation.RuntimeIdentifier, HasNvidiaDriver());

    public override string ToString() => $"{Platform}, {(NvidiaDriver ? "NVIDIA driver" : "no NVIDIA driver")}";

    // The driver's own library: it is there also in containers and under WSL, where /proc/driver/nvidia may not be.
    private static bool HasNvidiaDriver()
    {
        if (!NativeLibrary.TryLoad(OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1", out var library))
            return false;
        NativeLibrary.Free(library);
        return true;
    }
}
