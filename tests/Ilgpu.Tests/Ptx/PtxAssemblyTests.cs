using System.Reflection;
using ILGPU.Runtime.Cuda;
using Ilgpu.Tests.Devices;
using Ilgpu.Tests.Kernels;

namespace Ilgpu.Tests.Ptx;

/// <summary>Every kernel assembled for NVIDIA's GPUs by their own assembler, without one.</summary>
public class PtxAssemblyTests
{
    /// <summary>Of a multiprocessor, and so of a group at most, since compute capability 3.0.</summary>
    private const int RegistersOfGroup = 65_536;

    /// <summary>Registers are given out to warps in units of so many.</summary>
    private const int Unit = 256, Warp = 32;

    private static readonly PtxModule Spilling = new("spilling", $$"""
        .version 7.0
        .target sm_80
        .address_size 64
        .visible .entry Kernel_Run(.param .u64 p)
        .maxntid 1024, 1, 1
        {
        	.reg .u64 %rd<2>;
        	.reg .f32 %f<101>;
        	ld.param.u64 %rd1, [p];
        {{string.Join('\n', Enumerable.Range(1, 100).Select(i => $"\tld.volatile.global.f32 %f{i}, [%rd1+{4 * i}];"))}}
        {{string.Join('\n', Enumerable.Range(1, 100).Select(i => $"\tst.volatile.global.f32 [%rd1+{4 * i}], %f{i};"))}}
        	ret;
        }
        """);

    private static readonly PtxModule Fusible = new("fusible", """
        .version 7.0
        .target sm_80
        .address_size 64
        .visible .entry Kernel_Run(.param .u64 p)
        {
        	.reg .u64 %rd<2>;
        	.reg .f32 %f<5>;
        	ld.param.u64 %rd1, [p];
        	ld.global.f32 %f1, [%rd1];
        	ld.global.f32 %f2, [%rd1+4];
        	mul.f32 %f3, %f1, %f2;
        	add.f32 %f4, %f3, %f1;
        	st.global.f32 [%rd1], %f4;
        	ret;
        }
        """);

    public static TheoryData<string> Names => [.. EveryKernel.All.Keys];

    /// <summary>
    /// sm_120 where the assembler is new enough. Without spills; with registers for the groups that are launched; and with as many fused
    /// operations whether products and sums may be fused or not, since none is left to be.
    /// </summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void It_assembles_without_spills_and_leaves_nothing_to_be_fused(string name)
    {
        var assembler = PtxAssembler.Require();
        var most = Threads(EveryKernel.All[name]);
        var gpus = new[] { (8, 0), (9, 0), (12, 0) }.Where(gpu => assembler.Knows(Gpu(gpu))).ToArray();
        Assert.Contains((9, 0), gpus);
        foreach (var gpu in gpus)
        {
            var ptx = PtxModule.Of(name, new CudaArchitecture(gpu.Item1, gpu.Item2), assembler.Driver);
            var assembly = assembler.Assemble(ptx, Gpu(gpu), true);
            Assert.Equal(0, assembly.Spilled);
            Assert.Equal(ptx.StaticSharedBytes, assembly.SharedBytes);
            Assert.InRange(OfGroup(assembly.Registers, most), 1, RegistersOfGroup);
            Assert.Equal(assembly.Fused, assembler.Assemble(ptx, Gpu(gpu), false).Fused);
            TestContext.Current.TestOutputHelper?.WriteLine(
                $"{name}, {Gpu(gpu)}: {assembly.Registers} registers x {most} threads, {assembly.Fused} fused operations, "
                + $"{assembly.SharedBytes} bytes shared");
        }
    }

    /// <summary>The two faults that are looked for above, each planted.</summary>
    [Fact]
    public void A_spill_is_found_and_so_is_a_product_that_is_fused()
    {
        var assembler = PtxAssembler.Require();
        Assert.True(assembler.Assemble(Spilling, "sm_80", true).Spilled > 0);
        Assert.Equal([1, 0], new[] { true, false }.Select(fuses => assembler.Assemble(Fusible, "sm_80", fuses).Fused));
    }

    private static string Gpu((int Major, int Minor) gpu) => $"sm_{gpu.Major}{gpu.Minor}";

    /// <summary>The largest groups that a kernel is launched in.</summary>
    private static int Threads(MethodInfo kernel) =>
        EveryLaunch.OfBlocks().Where(launch => launch.Kernel == kernel).Max(launch => launch.Group.Size);

    private static int OfGroup(int registers, int threads)
    {
        var ofWarp = ((registers * Warp) + Unit - 1) / Unit * Unit;
        return (threads + Warp - 1) / Warp * ofWarp;
    }
}
