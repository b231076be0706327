using System.Text.RegularExpressions;
using ILGPU.Runtime.Cuda;
using Ilgpu.Tests.Kernels;
using Kernels.Ilgpu.Ablation;
using Kernels.Ilgpu.Arithmetic;
using Kernels.Ilgpu.Histograms;
using Kernels.Ilgpu.Products;

namespace Ilgpu.Tests.Ptx;

/// <summary>Every kernel compiles for NVIDIA's GPUs without one, and its code has what its speed or its result rests on.</summary>
public partial class PtxTests
{
    private static readonly string[] NoMarks = [];
    private static readonly CudaArchitecture Sm80 = new(8, 0);

    private static string EntryOf(string name) => $"Kernel_{EveryKernel.All[name].Name}";

    public static TheoryData<string> Names => [.. EveryKernel.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_compiles_and_has_what_it_needs(string name)
    {
        var ptx = PtxModule.Of(name, Sm80);
        Assert.Contains($".visible .entry {EntryOf(name)}(", ptx.Text, StringComparison.Ordinal);
        foreach (var mark in Marks(name))
            Assert.Contains(mark, ptx.Text, StringComparison.Ordinal);
        // A thread's values must be in registers: local memory is memory.
        Assert.DoesNotMatch(@"\.local\b", ptx.Text);
        // A variable of the module's would be one for all groups.
        Assert.DoesNotMatch(@"^\s*(\.visible )?\.(global|const) ", ptx.Text);
        // The fused operation is an instruction, never the empty function that ILGPU leaves for it.
        Assert.DoesNotMatch(@"call[^;]*MultiplyAdd", ptx.Text);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{name}: {ptx.Text.Split('\n').Length} lines, {ptx.Count("fma.rn.f32")} fma, {ptx.Count("\tatom.") + ptx.Count("\tred.")} "
            + $"atomic, {ptx.Count("ld.shared")} shared loads, {ptx.Count("bar.sync")} barriers, {ptx.StaticSharedBytes} bytes shared");
    }

    /// <summary>A profiler knows a kernel by its method's name alone.</summary>
    [Fact]
    public void A_profiler_tells_them_apart() => Assert.All(
        EveryKernel.All.Values.GroupBy(kernel => kernel.Name),
        kernels => Assert.Single(kernels.Select(kernel => kernel.DeclaringType).Distinct()));

    /// <summary>
    /// ILGPU writes for no newer GPU than sm_80, and drivers compile that for those that came after. So what is read here is what they get.
    /// </summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void For_newer_GPUs_it_is_the_same_code(string name)
    {
        var expected = PtxModule.Of(name, Sm80);
        Assert.Contains(".target sm_80\n", expected.Text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        foreach (var (major, minor) in new[] { (9, 0), (12, 0) })
            Assert.Equal(Numbers().Replace(expected.Text, "_"), Numbers().Replace(PtxModule.Of(name, new(major, minor)).Text, "_"));
    }

    /// <summary>A 64-bit division is some 70 instructions; a group's threads would wait for it in every turn of a loop.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void No_loop_divides_in_64_bits(string name) =>
        Assert.DoesNotContain(
            PtxModule.Of(name, Sm80).Functions.SelectMany(
                function => function.Name == EntryOf(name) ? function.InLoops : function.Instructions),
            instruction => LongDivision().IsMatch(instruction));

    /// <summary>
    /// NVIDIA's assembler may fuse <c>mul.f32</c> and <c>add.f32</c>, and round once where other devices round twice: no product reaches a
    /// sum but by the fused operation itself.
    /// </summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_left_to_be_fused(string name) =>
        Assert.All(PtxModule.Of(name, Sm80).Functions, function => Assert.Empty(Fusible(function)));

    [Fact]
    public void A_product_that_reaches_a_sum_is_found_and_so_is_a_division_in_a_loop()
    {
        var function = Assert.Single(PtxFunction.All("""
            .visible .entry Kernel_Run(
            	.param .b32 _a_1
            )
            {
            	.reg .f32	%f<9>;
            	div.s64	%rd1, %rd2, %rd3;

            	L_1:
            	mul.f32	%f1, %f2, %f3;
            	mov.f32	%f4, %f1;
            	fma.rn.f32	%f5, %f1, %f4, %f1;
            	rem.u64	%rd4, %rd2, %rd3;
            	@%p1 bra.uni	L_2;

            	bra.uni	L_1;

            	L_2:
            	sub.f32	%f6, %f7, %f4;
            	ret;
            }
            """));
        Assert.Equal(["sub.f32	%f6, %f7, %f4;"], Fusible(function));
        Assert.Equal(2, function.Instructions.Count(LongDivision().IsMatch));
        Assert.Equal("rem.u64	%rd4, %rd2, %rd3;", Assert.Single(function.InLoops, LongDivision().IsMatch));
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
            PtxModule.Of(name, Sm80).Text.Split("\n\tL_"), part => part.Contains("ld.shared.v4.f32", StringComparison.Ordinal));
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
        var choices = typeof(IlgpuDevice).Assembly.GetTypes()
            .Where(type => type.IsValueType && (type.IsAssignableTo(typeof(ITile)) || type.IsAssignableTo(typeof(IFloat64))))
            .Select(type => type.Name).Order();
        var compiled = EveryKernel.All.Values.Where(kernel => kernel.IsGenericMethod);
        Assert.Equal(choices, compiled.Select(kernel => kernel.GetGenericArguments()[0].Name).Distinct().Order());
    }

    /// <summary>The sums and differences of what a product may have gone into, moved about or chosen from.</summary>
    private static IEnumerable<string> Fusible(PtxFunction function)
    {
        var products = new HashSet<string>();
        int known;
        do
        {
            known = products.Count;
            foreach (var parts in function.Instructions.Select(Parts))
            {
                var carries = parts[0] is "mov.f32" or "selp.f32" or "neg.f32";
                if (parts[0] == "mul.f32" || (carries && parts.Skip(2).Any(products.Contains)))
                    products.Add(parts[1]);
            }
        }
        while (products.Count > known);
        return function.Instructions.Where(instruction =>
            Parts(instruction) is ["add.f32" or "sub.f32", _, .. var added] && added.Any(products.Contains));
    }

    /// <summary>An instruction's name and operands, what it writes first.</summary>
    private static string[] Parts(string instruction) =>
        instruction.Split(['\t', ' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries).SkipWhile(part => part.StartsWith('@')).ToArray();

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
        nameof(TallyKernel) => [Sum(name), "bar.sync", ".shared"],
        nameof(FoldKernel) => [Sum(name)],
        _ => NoMarks,
    };

    private static string Sum(string name) => name.EndsWith("hardware", StringComparison.Ordinal) ? "add.f64" : "add.s64";

    private static int Count(string text, string what) => text.Split(what).Length - 1;

    [GeneratedRegex(@"_\d+")]
    private static partial Regex Numbers();

    [GeneratedRegex(@"^(@!?%p\d+\s+)?(div|rem)\.[su]64\b")]
    private static partial Regex LongDivision();
}
