using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using ILGPU;

namespace Kernels.Ilgpu.Devices;

/// <summary>A driver's library, as ILGPU loads it.</summary>
/// <remarks>On Linux ILGPU asks for <c>libcuda.so</c> and <c>libOpenCL.so</c>: links that packages for developers bring. Drivers themselves
/// install <c>.so.1</c>, which is asked for here where .NET finds nothing else. Not by a resolver of ILGPU's assembly: under WSL ILGPU sets
/// its own, and an assembly has one at most.</remarks>
/// <param name="Name">In ILGPU's calls.</param>
/// <param name="File">In messages: the file that must be there.</param>
internal sealed record DriverLibrary(string Name, string File)
{
    private static readonly Assembly Asks = typeof(Context).Assembly;

    public static DriverLibrary Cuda { get; } = OperatingSystem.IsWindows() ? new("nvcuda", "nvcuda.dll") : new("cuda", "libcuda.so.1");

    public static DriverLibrary OpenCl { get; } =
        OperatingSystem.IsWindows() ? new("opencl", "OpenCL.dll") : new("OpenCL", "libOpenCL.so.1");

    static DriverLibrary() => AssemblyLoadContext.Default.ResolvingUnmanagedDll += Resolve;

    /// <summary>To be called before ILGPU's first look at drivers, whose outcome it keeps.</summary>
    public static void Register() => RuntimeHelpers.RunClassConstructor(typeof(DriverLibrary).TypeHandle);

    /// <summary>Loads what ILGPU would; false where it would find nothing.</summary>
    public bool TryLoad(out nint handle) => NativeLibrary.TryLoad(Name, Asks, null, out handle);

    private static nint Resolve(Assembly assembly, string name)
    {
        var library = Array.Find([Cuda, OpenCl], library => library.Name == name);
        return library is not null && assembly == Asks && NativeLibrary.TryLoad(library.File, out var handle) ? handle : 0;
    }
}
