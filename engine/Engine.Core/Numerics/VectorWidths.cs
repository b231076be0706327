using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Engine.Numerics;

/// <summary>Which vector widths this machine has.</summary>
public static class VectorWidths
{
    /// <summary>The widest that the hardware runs as one operation.</summary>
    public static VectorWidth Widest =>
        Vector512.IsHardwareAccelerated ? VectorWidth.Bits512
        : Vector256.IsHardwareAccelerated ? VectorWidth.Bits256
        : VectorWidth.Bits128;

    /// <summary>
    /// The name of all that the last bits of a result depend on: two machines of one name give the same bytes. It is <c>vector512</c>,
    /// <c>vector256</c> or <c>vector128</c>, with <c>-no-fma</c> where the hardware has no fused multiply-add (estimates of logarithms and
    /// exponentials then round twice), and <c>scalar</c> without any vectors. Processors without SSE4.2 need no name of their own: what
    /// they do in several steps is not rounded.
    /// </summary>
    public static string NameOf(VectorWidth width) => Vector128.IsHardwareAccelerated
        ? $"vector{(int)width}{(HasFusedMultiplyAdd ? "" : "-no-fma")}"
        : "scalar";

    private static bool HasFusedMultiplyAdd => Fma.IsSupported || AdvSimd.IsSupported;
}
