using System.Reflection;
using Kernels.Ilgpu.Ablation;
using Kernels.Ilgpu.Ablation.Replaced;
using Kernels.Ilgpu.Arithmetic;
using Kernels.Ilgpu.Histograms;
using Kernels.Ilgpu.Pairs;
using Kernels.Ilgpu.Products;

namespace Ilgpu.Tests.Kernels;

/// <summary>The kernels by name, one for each type that it is compiled for: shapes of groups, ways to add losses.</summary>
internal static class EveryKernel
{
    public static IReadOnlyDictionary<string, MethodInfo> All { get; } = new (string Name, Delegate Run)[]
    {
        ("AffineKernel 16x16", AffineKernel.Multiply<Tile16x16>),
        ("AffineKernel 32x8", AffineKernel.Multiply<Tile32x8>),
        ("AffineKernel 4x2", AffineKernel.Multiply<Tile4x2>),
        ("AffineKernel 1x1", AffineKernel.Multiply<Tile1x1>),
        (nameof(NarrowKernel), NarrowKernel.MultiplyNarrow),
        (nameof(PermuteKernel), PermuteKernel.Permute),
        (nameof(TransposeKernel), TransposeKernel.Transpose),
        (nameof(SharedHistogramKernel), SharedHistogramKernel.CountShared),
        (nameof(GlobalHistogramKernel), GlobalHistogramKernel.CountGlobal),
        (nameof(PairKernel), PairKernel.Count),
        (nameof(ListKernel), ListKernel.List),
        (nameof(ArrivalKernel), ArrivalKernel.Arrive),
        (nameof(BlendKernel), BlendKernel.Blend),
        (nameof(ScoreKernel), ScoreKernel.Score),
        ("TallyKernel hardware", TallyKernel.Tally<HardwareFloat64>),
        ("TallyKernel integer", TallyKernel.Tally<IntegerFloat64>),
        ("FoldKernel hardware", FoldKernel.Fold<HardwareFloat64>),
        ("FoldKernel integer", FoldKernel.Fold<IntegerFloat64>),
    }.ToDictionary(kernel => kernel.Name, kernel => kernel.Run.Method);
}
