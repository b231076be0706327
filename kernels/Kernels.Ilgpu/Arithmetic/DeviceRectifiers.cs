using System.Runtime.CompilerServices;
using Engine.Networks;
using Engine.Numerics;

namespace Kernels.Ilgpu.Arithmetic;

/// <summary><see cref="SmoothRectifiers{TLanes,TVector}"/> and hard-tanh in a kernel, by the same formulas; not flushed.</summary>
internal static class DeviceRectifiers
{
    /// <summary>By a call: in line all of them would stand in every kernel, and cost those that need none their registers.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static float Apply(Activation activation, float z)
    {
        if (activation == Activation.HardTanh)
            return z > 1 ? 1 : z < -1 ? -1 : z;
        if (activation == Activation.Elu)
            return z > 0 ? z : -Elementary.MissingOfExp(z);
        if (activation == Activation.Gelu)
            return Gelu(z);
        if (activation == Activation.GeluTanh)
            return GeluTanh(z);
        var e = Elementary.Exp(-Math.Abs(z));
        return activation == Activation.Silu ? Gated(z, e) : (z > 0 ? z : 0) + Elementary.LogOnePlus(e);
    }

    private static float Gelu(float z)
    {
        var a = Math.Abs(z);
        if (a > 13)
            return z > 0 ? z : 0;
        var q = Mapped(a);
        var r = -7.55568399e-5f;
        r = Fused.MultiplyAdd(r, q, -1.88824619e-4f);
        r = Fused.MultiplyAdd(r, q, 6.50766364e-4f);
        r = Fused.MultiplyAdd(r, q, 5.11080201e-4f);
        r = Fused.MultiplyAdd(r, q, -0.00849375874f);
        r = Fused.MultiplyAdd(r, q, 0.0308642443f);
        r = Fused.MultiplyAdd(r, q, -0.0717073008f);
        r = Fused.MultiplyAdd(r, q, 0.124379277f);
        r = Fused.MultiplyAdd(r, q, -0.170397729f);
        r = Fused.MultiplyAdd(r, q, 0.0944106430f);
        var square = a * a;
        // What rounding took from the square, halved: by the fused operation, as it reaches a sum.
        var lost = Fused.MultiplyAdd(-0.5f, Fused.MultiplyAdd(a, a, -square), 0);
        var missing = Elementary.TimesExp(a * r, -0.5f * square, lost);
        return z > 0 ? z - missing : -missing;
    }

    /// <summary>(a - 4) / (a + 4), with what difference, sum and quotient lose.</summary>
    private static float Mapped(float a)
    {
        float above = a - 4, below = a + 4;
        var inverse = 1 / below;
        var q = above * inverse;
        float aboveLost = a - (above + 4), belowLost = a - (below - 4);
        var rest = Fused.MultiplyAdd(-q, below, above) + Fused.MultiplyAdd(-q, belowLost, aboveLost);
        return Fused.MultiplyAdd(rest, inverse, q);
    }

    private static float GeluTanh(float z)
    {
        const float linear = 1.5957692f, cubic = 0.071354814f;
        var a = Math.Abs(z);
        if (a > 9.9f)
            return z > 0 ? z : 0;
        var square = a * a;
        // Not a plain product, which an assembler might make one operation of with the sum that follows.
        var product = Fused.MultiplyAdd(cubic, square, 0);
        var sum = linear + product;
        var added = sum - linear;
        var rest = linear - (sum - added) + (product - added);
        rest += Fused.MultiplyAdd(cubic, square, -product);
        rest = Fused.MultiplyAdd(cubic, Fused.MultiplyAdd(a, a, -square), rest);
        rest += Fused.MultiplyAdd(square, 2.3988325e-9f, -4.534068e-8f);
        var w = a * sum;
        rest = Fused.MultiplyAdd(a, rest, Fused.MultiplyAdd(a, sum, -w));
        return Gated(z, Elementary.TimesExp(1, -w, -rest));
    }

    /// <summary>z / (1 + exp -w), e = exp -|w|, w of the sign of z.</summary>
    private static float Gated(float z, float e) => e == 0 ? (z > 0 ? z : 0) : (z > 0 ? z : z * e) / (1 + e);
}
