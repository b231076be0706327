using System.Numerics;
using Kernels.Ilgpu.Devices;

namespace Ilgpu.Tests.Kernels;

/// <summary>
/// ILGPU's simulator with groups of a size of choice, on one core. Each holds as many threads as a group has: whoever opens one ends it.
/// </summary>
internal static class Simulators
{
    /// <summary>The collection of tests that open several.</summary>
    public const string OneAtATime = "one simulator at a time";

    private static readonly DeviceAddress Address = new(DeviceKind.Cpu, 0);

    /// <summary>
    /// From one thread to what a GPU takes; 3 is no power of two, 32 is the first with a thread per sample in narrow products.
    /// </summary>
    public static TheoryData<int> Blocks => [1, 3, 8, 32, 256];

    public static Machine Open(int block) => new(Address, Settings(block));

    public static IlgpuDevice Device(int block) => new(Address, Settings(block));

    private static DeviceSettings Settings(int block) =>
        new(Block: block, Cores: 1, GroupThreads: (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, block)));
}
