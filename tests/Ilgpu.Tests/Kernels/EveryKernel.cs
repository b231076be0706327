using System.Reflection;
using Kernels.Ilgpu.Ablation;
using Kernels.Ilgpu.Ablation.Replaced;
using Kernels.Ilgpu.Arithmetic;
using Kernels.Ilgpu.Histograms;
using Kernels.Ilgpu.Products;

namespace Ilgpu.Tests.Kernels;

/// <summary>The kernels by name, one for each type that it is compiled for: shapes of groups, ways to add losses.</summary>
internal static class EveryKernel
{
    public static IReadOnlyDictionary<string, MethodInfo> All { get; } = new (string Name, Delegate Run)[]
    {
        ("AffineKernel 16x16", AffineKernel.Run<Tile16x16>),
        ("AffineKernel 32x8", AffineKernel.Run<Tile32x8>),
        ("AffineKernel 4x2", AffineKernel.Run<Tile4x2>),
        ("AffineKernel 1x1", AffineKernel.Run<Tile1x1>),
        (nameof(NarrowKernel), NarrowKernel.Run),
        (nameof(PermuteKernel), PermuteKernel.Run),
        (nameof(TransposeKernel), TransposeKernel.Run),
        (nameof(SharedHistogramKernel), SharedHistogramKernel.Run),
        (nameof(GlobalHistogramKernel), GlobalHistogramKernel.Run),
        (nameof(ListKernel), ListKernel.Run),
        (nameof(ArrivalKernel), ArrivalKernel.Run),
        (nameof(BlendKernel), BlendKernel.Run),
        (nameof(ScoreKernel), ScoreKernel.Run),
        ("TallyKernel hardware", TallyKernel.Run<HardwareFloat64>),
        ("TallyKernel integer", TallyKernel.Run<IntegerFloat64>),
        ("FoldKernel hardware", FoldKernel.Run<HardwareFloat64>),
        ("FoldKernel integer", FoldKernel.Run<IntegerFloat64>),
    }.ToDictionary(kernel => kernel.Name, kernel => kernel.Run.Method);
}
