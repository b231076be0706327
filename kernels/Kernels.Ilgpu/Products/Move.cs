using System.Runtime.InteropServices;

namespace Kernels.Ilgpu.Products;

/// <summary>Which part of one order's affine map a launch computes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Move
{
    /// <summary>The first input that is added.</summary>
    public int From;

    /// <summary>One after the last input that is added.</summary>
    public int To;

    /// <summary>Leading columns that are computed; 0 leaves the order alone.</summary>
    public int Columns;

    /// <summary>1: the stored sums grow; 0: sums begin with the bias.</summary>
    public int Continues;
}
