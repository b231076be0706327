using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ILGPU;
using Kernels.Ilgpu.Arithmetic;

namespace Kernels.Ilgpu.Products;

/// <summary>Eight numbers that stay in registers: an array of a thread's own would go to memory, since ILGPU does not unroll.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Eight
{
    public float A;
    public float B;
    public float C;
    public float D;
    public float E;
    public float F;
    public float G;
    public float H;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Eight Load(ArrayView<float> from, int first, int step)
    {
        Eight result;
        result.A = from[first];
        result.B = from[first + step];
        result.C = from[first + (2 * step)];
        result.D = from[first + (3 * step)];
        result.E = from[first + (4 * step)];
        result.F = from[first + (5 * step)];
        result.G = from[first + (6 * step)];
        result.H = from[first + (7 * step)];
        return result;
    }

    /// <summary>x w + sum, element by element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Eight MultiplyAdd(float x, Eight w, Eight sum)
    {
        sum.A = Fused.MultiplyAdd(x, w.A, sum.A);
        sum.B = Fused.MultiplyAdd(x, w.B, sum.B);
        sum.C = Fused.MultiplyAdd(x, w.C, sum.C);
        sum.D = Fused.MultiplyAdd(x, w.D, sum.D);
        sum.E = Fused.MultiplyAdd(x, w.E, sum.E);
        sum.F = Fused.MultiplyAdd(x, w.F, sum.F);
        sum.G = Fused.MultiplyAdd(x, w.G, sum.G);
        sum.H = Fused.MultiplyAdd(x, w.H, sum.H);
        return sum;
    }
}
