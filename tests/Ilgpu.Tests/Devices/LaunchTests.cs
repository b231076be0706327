using System.Collections.Concurrent;
using System.Reflection;
using Engine.Networks;
using ILGPU;
using Ilgpu.Tests.Kernels;
using Ilgpu.Tests.Ptx;
using Kernels.Ilgpu.Ablation;
using Kernels.Ilgpu.Devices;
using Kernels.Ilgpu.Histograms;
using Kernels.Ilgpu.Products;

namespace Ilgpu.Tests.Devices;

/// <summary>
/// No launch is beyond what NVIDIA's GPUs take, for networks and data of any size that is run: looked at on a device that takes what they
/// take, refuses the rest and runs nothing.
/// </summary>
public class LaunchTests
{
    private const long Gibibyte = 1L << 30;

    private static readonly ConcurrentDictionary<MethodInfo, int> StaticBytes = new();

    /// <summary>Inputs, hidden widths, classes, samples, orders.</summary>
    public static TheoryData<int, int[], int, int, int> Sizes => new()
    {
        { 784, [100, 100], 10, 10_000, 22 },
        { 3072, [250, 500, 250, 500], 10, 10_000, 22 },
        { 3072, [8192, 8192], 1000, 1_000_000, 22 },
        { 2, [8192, 2, 8192], 1000, 1_000_000, 20_000 },
        { 1, [1], 2, 1_000_000, 1 },
        { 16, [17, 16, 1], 17, 1, 1_000_000 },
        { 8192, [16], 1000, 1_000_000, 1_000_000 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Every_launch_is_one_that_the_hardware_takes(int inputs, int[] hidden, int classes, int samples, int orders)
    {
        var shape = new NetworkShape(inputs, [.. hidden], classes, Activation.Relu, false);
        foreach (var bytes in new[] { 1L << 20, Gibibyte, 40 * Gibibyte, 1000 * Gibibyte })
        {
            foreach (var block in new[] { 1, 8, DeviceSettings.GpuBlock, 1024 })
            {
                var launches = new EveryLaunch(shape, samples, orders, bytes).On(LaunchRecorder.Nvidia, block, true);
                Assert.All(launches, launch => Assert.InRange(
                    launch.SharedBytes + Static(launch.Kernel), 0, LaunchRecorder.Nvidia.SharedBytes));
            }
        }
    }

    /// <summary>So that no kernel's launches are left out above, and what is compiled elsewhere in tests is what is launched.</summary>
    [Fact]
    public void Every_kernel_is_launched() =>
        Assert.Equal(
            EveryKernel.All.Values.ToHashSet(), EveryLaunch.OfBlocks().Select(launch => launch.Kernel).ToHashSet());

    /// <summary>Beyond 65,535 groups along the second axis, that is beyond what is run today, more is done by each.</summary>
    [Fact]
    public void Even_larger_ones_are_cut_to_what_the_hardware_takes()
    {
        var recorder = new LaunchRecorder(LaunchRecorder.Nvidia);
        var kernels = new KernelSet(recorder, new GridCut(DeviceSettings.GpuBlock, int.MaxValue), true);
        kernels.Histogram(new HistogramArguments { Samples = int.MaxValue, Neurons = 65_536, Cells = 20 });
        kernels.Histogram(new HistogramArguments { Samples = int.MaxValue, Neurons = 65_536, Cells = 20_000 });
        kernels.Affine(default, int.MaxValue, 10, 65_535);
        kernels.Affine(default, int.MaxValue, 65_536, 65_535);
        kernels.List(new ListArguments { Neurons = 65_536, Samples = int.MaxValue });
        kernels.Permute(new PermuteArguments { Rows = 65_536, Columns = 65_536 }, 65_535);
        kernels.Transpose(new TransposeArguments { Rows = int.MaxValue, Columns = int.MaxValue });
        Assert.Equal(7, recorder.Launches.Count);
        // A histogram's groups still take all samples between them.
        var histogram = recorder.Launches[0];
        Assert.True((long)histogram.Grid.Y * 32_769 >= int.MaxValue, $"{histogram.Grid}");
    }

    [Theory]
    [InlineData(2_147_483_647, 65_535, 65_535, 1024, 1, 1, 49_152, null)]
    [InlineData(1, 65_536, 1, 1, 1, 1, 0, "a grid of (1, 65536, 1) groups, and the device takes 1 to (2147483647, 65535, 65535)")]
    [InlineData(1, 1, 65_536, 1, 1, 1, 0, "a grid of (1, 1, 65536) groups")]
    [InlineData(0, 1, 1, 1, 1, 1, 0, "a grid of (0, 1, 1) groups")]
    [InlineData(1, 1, 1, 32, 33, 1, 0, "groups of (32, 33, 1) threads, and the device takes 1024, along each axis 1 to (1024, 1024, 64)")]
    [InlineData(1, 1, 1, 1, 1, 65, 0, "groups of (1, 1, 65) threads")]
    [InlineData(1, 1, 1, 1, 1, 1, 49_153, "49,153 bytes of shared memory, and the device has 49,152")]
    public void What_is_beyond_a_limit_is_refused_and_named(int x, int y, int z, int across, int down, int deep, int shared, string? fault)
    {
        var found = LaunchRecorder.Nvidia.Fault(new Index3D(x, y, z), new Index3D(across, down, deep), shared);
        if (fault is null)
            Assert.Null(found);
        else
            Assert.StartsWith(fault, found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_is_not_asked_for_more_than_it_takes()
    {
        using var device = Simulators.Device(2);
        var error = device.Run(machine => Assert.Throws<InvalidOperationException>(
            () => machine.Kernels.Score(default, 5, 65_536)));
        Assert.StartsWith("ScoreKernel cannot be launched: a grid of (1, 65536, 1) groups", error.Message, StringComparison.Ordinal);
    }

    private static int Static(MethodInfo kernel) => StaticBytes.GetOrAdd(
        kernel, _ => PtxModule.Of(EveryKernel.All.Single(pair => pair.Value == kernel).Key, new(8, 0)).StaticSharedBytes);
}
