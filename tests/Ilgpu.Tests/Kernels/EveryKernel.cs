using System.Reflection;
using Kernels.Ilgpu.Ablation;
using Kernels.Ilgpu.Ablation.Replaced;
using Kernels.Ilgpu.Histograms;
using Kernels.Ilgpu.Products;

namespace Ilgpu.Tests.Kernels;

/// <summary>The kernels by name, one for each shape of a group that it is compiled for.</summary>
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
        (nameof(ListKernel), ListKernel.List),
        (nameof(ArrivalKernel), ArrivalKernel.Arrive),
        (nameof(BlendKernel), BlendKernel.Blend),
        (nameof(ScoreKernel), ScoreKernel.Score),
        (nameof(TallyKernel), TallyKernel.Tally),
        (nameof(FoldKernel), FoldKernel.Fold),
    }.ToDictionary(kernel => kernel.Name, kernel => kernel.Run.Method);
}
