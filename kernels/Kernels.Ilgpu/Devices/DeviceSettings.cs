using ILGPU.Runtime.OpenCL;

namespace Kernels.Ilgpu.Devices;

/// <summary>Settings of a device; no result depends on them.</summary>
/// <param name="Log">Told what a user should know, e.g. that the device was full and less is done at a time.</param>
/// <param name="Block">Threads of a group; null for the kind's own choice: <see cref="GpuBlock"/>, and 1 for the simulator, where threads
/// of a group wait for each other at great cost.</param>
/// <param name="GroupThreads">Threads of a group that the simulator can run at all: a power of two, 2 at least.</param>
/// <param name="Cores">Groups that the simulator runs at a time; null for as many as the machine has cores. With one a launch takes some 50
/// microseconds, with more it waits for all of them.</param>
/// <param name="FreeShare">Of the memory that a GPU has free, what one job may take even where less was asked for.</param>
/// <param name="MemoryLimit">Bytes of device memory that one job may take.</param>
/// <param name="Float64">Whether kernels may use float64; null for what the device says of itself.</param>
/// <param name="TakesOpenCl">Which OpenCL device is taken; null for those that have all that the kernels need. A simulator may run them and
/// say that it cannot.</param>
/// <param name="Checks">ILGPU verifies its own code and asserts that no index is beyond a view; nothing is optimized.</param>
internal sealed record DeviceSettings(
    Action<string>? Log = null, int? Block = null, int GroupThreads = 2, int? Cores = null, double FreeShare = 0.5,
    long MemoryLimit = long.MaxValue, bool? Float64 = null, Predicate<CLDevice>? TakesOpenCl = null, bool Checks = false)
{
    public const int GpuBlock = 256;
}
