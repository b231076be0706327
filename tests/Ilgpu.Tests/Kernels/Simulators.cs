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

    public const string Name = "ilgpu-cpu";

    public static IlgpuDevice Device(int block) => new(KernelDevices.Address(Name), Settings(block));

    public static DeviceSettings Settings(int block) =>
        new(Block: block, Cores: 1, GroupThreads: (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, block)));
}

/// <summary>Every kind of device, with groups of sizes of choice: what a kernel computes depends on neither.</summary>
internal static class KernelDevices
{
    /// <summary>
    /// From one thread to what a GPU takes; 3 is no power of two, 32 is the first with a thread per sample in narrow products. Where a
    /// driver compiles a kernel anew for each size, fewer.
    /// </summary>
    public static TheoryData<string, int> All =>
    [
        .. new[] { 1, 3, 8, 32, 256 }.Select(block => Row(Simulators.Name, block)),
        .. new[] { 3, 256 }.Select(block => Row("ilgpu-opencl", block)),
        .. new[] { 3, 256 }.Select(block => Row("ilgpu-cuda", block)),
    ];

    /// <summary>By this trait tests are chosen that run on one device: <c>-preEnumerateTheories -trait device=ilgpu-cuda</c>.</summary>
    public const string Trait = "device";

    public static DeviceAddress Address(string name) => DeviceAddress.TryParse(name)!.Value;

    /// <summary>Where it is not here, the test is skipped.</summary>
    public static IlgpuDevice Device(string name, int block) =>
        RealDevice.Require(new IlgpuDevice(Address(name), Simulators.Settings(block)));

    public static Machine Open(string name, int block)
    {
        using var device = Device(name, block);
        return new Machine(Address(name), Simulators.Settings(block));
    }

    private static TheoryDataRow<string, int> Row(string name, int block) =>
        new TheoryDataRow<string, int>(name, block).WithTrait(Trait, name);
}
