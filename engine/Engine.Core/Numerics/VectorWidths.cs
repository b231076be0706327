using System.Runtime.Intrinsics;

namespace Engine.Numerics;

/// <summary>Which vector widths this machine has.</summary>
public static class VectorWidths
{
    /// <summary>The widest that the hardware runs as one operation.</summary>
    public static VectorWidth Widest =>
        Vector512.IsHardwareAccelerated ? VectorWidth.Bits512
        : Vector256.IsHardwareAccelerated ? VectorWidth.Bits256
        : VectorWidth.Bits128;

    /// <summary>The name in the table of runs, e.g. <c>vector256</c>.</summary>
    public static string NameOf(VectorWidth width) => $"vector{(int)width}";
}
