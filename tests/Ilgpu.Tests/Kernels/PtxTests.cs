using System.Reflection;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using Kernels.Ilgpu.Ablation;
using Kernels.Ilgpu.Devices;
using Kernels.Ilgpu.Histograms;
using Kernels.Ilgpu.Products;

namespace Ilgpu.Tests.Kernels;

/// <summary>Every kernel compiles for sm_90 without a GPU, and its PTX has what its speed or its result rests on.</summary>
public class PtxTests
{
    private static readonly string[] NoMarks = [];

    public static TheoryData<string> Names => [.. EveryKernel.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_compiles_and_has_what_it_needs(string name)
    {
        var ptx = Compile(EveryKernel.All[name]);
        Assert.Contains($".visible .entry Kernel_{EveryKernel.All[name].Name}(", ptx, StringComparison.Ordinal);
        foreach (var mark in Marks(name))
            Assert.Contains(mark, ptx, StringComparison.Ordinal);
        // A thread's values must be in registers: local memory is memory.
        Assert.DoesNotContain("ld.local", ptx, StringComparison.Ordinal);
        // The fused operation is an instruction, never the empty function that ILGPU leaves for it.
        Assert.DoesNotMatch(@"call[^;]*MultiplyAdd", ptx);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{name}: {ptx.Split('\n').Length} lines, {Count(ptx, "fma.rn.f32")} fma, {Count(ptx, "\tatom.") + Count(ptx, "\tred.")} "
            + $"atomic, {Count(ptx, "ld.shared")} shared loads, {Count(ptx, "bar.sync")} barriers");
    }

    /// <summary>
    /// Between two labels: eight samples by eight columns, a load for each sample and two for all columns, and nothing else from memory.
    /// </summary>
    [Theory]
    [InlineData("AffineKernel 16x16")]
    [InlineData("AffineKernel 32x8")]
    public void The_inner_loop_of_the_product_is_64_fused_operations_and_10_loads(string name)
    {
        var loop = Assert.Single(
            Compile(EveryKernel.All[name]).Split("\n\tL_"), part => part.Contains("ld.shared.v4.f32", StringComparison.Ordinal));
        Assert.Equal(AffineKernel.Tile * AffineKernel.Tile, Count(loop, "fma.rn.f32"));
        Assert.Equal(AffineKernel.Tile, Count(loop, "ld.shared.f32"));
        Assert.Equal(2, Count(loop, "ld.shared.v4.f32"));
        Assert.DoesNotContain("global", loop, StringComparison.Ordinal);
    }

    [Fact]
    public void No_kernel_is_forgotten()
    {
        var all = typeof(IlgpuDevice).Assembly.GetTypes()
            .Where(type => type.Name.EndsWith("Kernel", StringComparison.Ordinal)).Select(type => type.Name).Order();
        Assert.Equal(all, EveryKernel.All.Keys.Select(name => name.Split(' ')[0]).Distinct().Order());
        var tiles = typeof(ITile).Assembly.GetTypes()
            .Where(type => type.IsValueType && type.IsAssignableTo(typeof(ITile))).Select(type => type.Name).Order();
        var compiled = EveryKernel.All.Values.Where(kernel => kernel.IsGenericMethod);
        Assert.Equal(tiles, compiled.Select(kernel => kernel.GetGenericArguments()[0].Name).Order());
    }

    /// <summary>It knows a kernel by its method's name alone.</summary>
    [Fact]
    public void A_profiler_tells_them_apart() => Assert.All(
        EveryKernel.All.Values.GroupBy(kernel => kernel.Name),
        kernels => Assert.Single(kernels.Select(kernel => kernel.DeclaringType).Distinct()));

    private static string[] Marks(string name) => name.Split(' ')[0] switch
    {
        nameof(AffineKernel) => ["fma.rn.f32", "ld.shared.f32", "bar.sync", ".extern .shared"],
        nameof(NarrowKernel) => ["fma.rn.f32", "ld.shared.v4.f32", "bar.sync"],
        nameof(TransposeKernel) => ["ld.shared.f32", "bar.sync"],
        nameof(SharedHistogramKernel) => ["red.add.shared.u32", "red.add.global.u32", "bar.sync", "red.min.global.s32"],
        nameof(GlobalHistogramKernel) => ["red.add.global.u32", "red.min.global.s32"],
        nameof(ListKernel) => ["atom.add.global.u32", "bar.sync"],
        nameof(ArrivalKernel) => ["fma.rn.f32", "atom.add.global.u32", "bar.sync"],
        nameof(ScoreKernel) => ["fma.rn.f32", "red.min.global.s32"],
        nameof(TallyKernel) => ["add.f64", "bar.sync", ".shared"],
        nameof(FoldKernel) => ["add.f64"],
        _ => NoMarks,
    };

    private static string Compile(MethodInfo kernel)
    {
        using var context = DeviceContext.Create(DeviceKind.Cpu, new DeviceSettings());
        using var backend = new PTXBackend(context, CudaArchitecture.SM_90, CudaInstructionSet.ISA_88, null!);
        return (
            (PTXCompiledKernel)backend.Compile(
                EntryPointDescription.FromExplicitlyGroupedKernel(kernel),
                new KernelSpecialization(DeviceSettings.GpuBlock, 2))).PTXAssembly;
    }

    private static int Count(string text, string what) => text.Split(what).Length - 1;
}
