using System.Runtime.CompilerServices;

namespace Engine.Numerics;

/// <summary>Smooth relatives of ReLU on whole vectors, one algorithm for every width: within 4 ulp of the true value wherever
/// <see cref="FlushRule"/> leaves it, NaN for NaN, limits for infinities. Slopes are within 4e-7.</summary>
/// <remarks>All are made of exp of a number that is not positive, so that nothing overflows, and their left tails lose no digits to a
/// difference of large numbers.</remarks>
public static class SmoothRectifiers<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>z, or exp z - 1 where z is not above 0.</summary>
    [MethodImpl(Inline)]
    public static TVector Elu(TVector z)
    {
        LaneMath<TLanes, TVector>.ExpOfNonPositive(z, out var missing);
        return TLanes.Choose(TLanes.GreaterThan(z, TLanes.Zero), z, TLanes.Subtract(TLanes.Zero, missing));
    }

    /// <summary>ln(1 + exp z) = max(0, z) + ln(1 + e), e = exp -|z|; the second as 2 artanh(e / (2 + e)).</summary>
    /// <remarks>The argument is at most 1/3, where the Taylor polynomial of degree 15 is off by 1.4e-9 of its value.</remarks>
    [MethodImpl(Inline)]
    public static TVector Softplus(TVector z)
    {
        var e = LaneMath<TLanes, TVector>.ExpOfNonPositive(TLanes.Subtract(TLanes.Zero, TLanes.Abs(z)));
        var s = TLanes.Divide(e, TLanes.Add(TLanes.Create(2f), e));
        var square = TLanes.Multiply(s, s);
        var p = TLanes.MultiplyAdd(square, TLanes.Create(1f / 15f), TLanes.Create(1f / 13f));
        p = TLanes.MultiplyAdd(p, square, TLanes.Create(1f / 11f));
        p = TLanes.MultiplyAdd(p, square, TLanes.Create(1f / 9f));
        p = TLanes.MultiplyAdd(p, square, TLanes.Create(1f / 7f));
        p = TLanes.MultiplyAdd(p, square, TLanes.Create(1f / 5f));
        p = TLanes.MultiplyAdd(p, square, TLanes.Create(1f / 3f));
        var twice = TLanes.Add(s, s);
        var logarithm = TLanes.MultiplyAdd(TLanes.Multiply(p, square), twice, twice);
        return TLanes.Add(TLanes.Choose(TLanes.GreaterThan(z, TLanes.Zero), z, TLanes.Zero), logarithm);
    }

    /// <summary>Softplus's slope, 1 - exp(-y) of its output y.</summary>
    [MethodImpl(Inline)]
    public static TVector SoftplusSlope(TVector output)
    {
        LaneMath<TLanes, TVector>.ExpOfNonPositive(TLanes.Subtract(TLanes.Zero, output), out var missing);
        return missing;
    }

    /// <summary>z s with s = 1 / (1 + exp -z), and its slope s + z s (1 - s).</summary>
    [MethodImpl(Inline)]
    public static TVector Silu(TVector z, out TVector slope)
    {
        var magnitude = TLanes.Abs(z);
        var e = LaneMath<TLanes, TVector>.ExpOfNonPositive(TLanes.Subtract(TLanes.Zero, magnitude));
        return Gated(z, e, TLanes.GreaterThan(magnitude, TLanes.Create(87f)), TLanes.Create(1f), out slope);
    }

    /// <summary>z s with s = 1 / (1 + exp -w), w = sqrt(8 / pi) (z + 0.044715 z^3), and its slope s + z s (1 - s) w'.</summary>
    /// <remarks>|w| is up to 44 where the output is not 0: it is taken in two parts, by the error-free sum of Knuth (The Art of Computer
    /// Programming 2, 4.2.2) and error-free products.</remarks>
    [MethodImpl(Inline)]
    public static TVector GeluTanh(TVector z, out TVector slope)
    {
        TVector linear = TLanes.Create(1.5957692f), cubic = TLanes.Create(0.071354814f), magnitude = TLanes.Abs(z);
        var square = TLanes.Multiply(z, z);
        var product = TLanes.Multiply(cubic, square);
        var sum = TLanes.Add(linear, product);
        // What is missing of the sum: by the addition, by the product, by the square, and of the two numbers.
        var added = TLanes.Subtract(sum, linear);
        var rest = TLanes.Add(
            TLanes.Subtract(linear, TLanes.Subtract(sum, added)), TLanes.Subtract(product, added));
        rest = TLanes.Add(rest, TLanes.MultiplyAdd(cubic, square, TLanes.Subtract(TLanes.Zero, product)));
        rest = TLanes.MultiplyAdd(cubic, Lost(z, square), rest);
        rest = TLanes.Add(rest, TLanes.MultiplyAdd(square, TLanes.Create(2.3988325e-9f), TLanes.Create(-4.534068e-8f)));
        var w = TLanes.Multiply(magnitude, sum);
        rest = TLanes.MultiplyAdd(magnitude, rest, TLanes.MultiplyAdd(magnitude, sum, TLanes.Subtract(TLanes.Zero, w)));
        var p = LaneMath<TLanes, TVector>.ExpInParts(TLanes.Subtract(TLanes.Zero, w), TLanes.Subtract(TLanes.Zero, rest), out var power);
        var far = TLanes.GreaterThan(magnitude, TLanes.Create(9.9f));
        var e = TLanes.Choose(far, TLanes.Zero, TLanes.Multiply(TLanes.Add(p, TLanes.Create(1f)), power));
        return Gated(z, e, far, TLanes.MultiplyAdd(square, TLanes.Create(0.21406445f), linear), out slope);
    }

    /// <summary>z Phi(z), and its slope Phi(z) + z phi(z).</summary>
    /// <remarks>With a = |z|, Phi(-a) = exp(-a^2 / 2) r(a), where r is smooth: here a polynomial of degree 9 in (a - 4) / (a + 4), within
    /// 2.2e-9 of it up to 9.6, beyond which the output is 0. (Fitted to 30 digits of erfc, least largest relative error.) a^2 is taken in
    /// two parts.</remarks>
    [MethodImpl(Inline)]
    public static TVector Gelu(TVector z, out TVector slope)
    {
        TVector magnitude = TLanes.Abs(z), half = TLanes.Create(-0.5f);
        var q = Mapped(magnitude);
        var r = TLanes.MultiplyAdd(q, TLanes.Create(-7.55568399e-5f), TLanes.Create(-1.88824619e-4f));
        r = TLanes.MultiplyAdd(r, q, TLanes.Create(6.50766364e-4f));
        r = TLanes.MultiplyAdd(r, q, TLanes.Create(5.11080201e-4f));
        r = TLanes.MultiplyAdd(r, q, TLanes.Create(-0.00849375874f));
        r = TLanes.MultiplyAdd(r, q, TLanes.Create(0.0308642443f));
        r = TLanes.MultiplyAdd(r, q, TLanes.Create(-0.0717073008f));
        r = TLanes.MultiplyAdd(r, q, TLanes.Create(0.124379277f));
        r = TLanes.MultiplyAdd(r, q, TLanes.Create(-0.170397729f));
        r = TLanes.MultiplyAdd(r, q, TLanes.Create(0.0944106430f));
        var square = TLanes.Multiply(magnitude, magnitude);
        var p = LaneMath<TLanes, TVector>.ExpInParts(
            TLanes.Multiply(half, square), TLanes.Multiply(half, Lost(magnitude, square)), out var power);
        TVector far = TLanes.GreaterThan(magnitude, TLanes.Create(13f)), positive = TLanes.GreaterThan(z, TLanes.Zero);
        // factor (1 + p) power, rounded once less than by the product with exp.
        var factor = TLanes.Multiply(magnitude, r);
        var missing = TLanes.Choose(far, TLanes.Zero, TLanes.Multiply(TLanes.MultiplyAdd(factor, p, factor), power));
        // Phi(-a) - a phi(a).
        factor = TLanes.MultiplyAdd(magnitude, TLanes.Create(-0.3989423f), r);
        var rising = TLanes.Choose(far, TLanes.Zero, TLanes.Multiply(TLanes.MultiplyAdd(factor, p, factor), power));
        slope = LaneMath<TLanes, TVector>.Flush(TLanes.Choose(positive, TLanes.Subtract(TLanes.Create(1f), rising), rising));
        return TLanes.Choose(positive, TLanes.Subtract(z, missing), TLanes.Subtract(TLanes.Zero, missing));
    }

    /// <summary>z s with s = 1 / (1 + e) right of 0 and e / (1 + e) left of it, and its slope s + z s (1 - s) w'.</summary>
    /// <param name="far">Where e is 0, whatever z.</param>
    [MethodImpl(Inline)]
    private static TVector Gated(TVector z, TVector e, TVector far, TVector inner, out TVector slope)
    {
        var one = TLanes.Create(1f);
        var positive = TLanes.GreaterThan(z, TLanes.Zero);
        var whole = TLanes.Add(one, e);
        TVector upper = TLanes.Divide(one, whole), lower = TLanes.Divide(e, whole);
        var output = TLanes.Divide(TLanes.Choose(positive, z, TLanes.Multiply(z, e)), whole);
        var bend = TLanes.Choose(far, TLanes.Zero, TLanes.Multiply(TLanes.Multiply(z, inner), TLanes.Multiply(upper, lower)));
        slope = LaneMath<TLanes, TVector>.Flush(TLanes.Add(TLanes.Choose(positive, upper, lower), bend));
        return TLanes.Choose(TLanes.Choose(positive, TLanes.Zero, far), TLanes.Zero, output);
    }

    /// <summary>(a - 4) / (a + 4), rounded once but for the tiny: near 0 and 1.3 what difference, sum and quotient lose would be seen in
    /// the output.</summary>
    [MethodImpl(Inline)]
    private static TVector Mapped(TVector a)
    {
        var four = TLanes.Create(4f);
        TVector above = TLanes.Subtract(a, four), below = TLanes.Add(a, four);
        var inverse = TLanes.Divide(TLanes.Create(1f), below);
        var q = TLanes.Multiply(above, inverse);
        var minus = TLanes.Subtract(TLanes.Zero, q);
        // What the two are short of is a number, for a up to 2^24.
        TVector aboveLost = TLanes.Subtract(a, TLanes.Add(above, four)), belowLost = TLanes.Subtract(a, TLanes.Subtract(below, four));
        var rest = TLanes.Add(TLanes.MultiplyAdd(minus, below, above), TLanes.MultiplyAdd(minus, belowLost, aboveLost));
        return TLanes.MultiplyAdd(rest, inverse, q);
    }

    /// <summary>The part of x^2 that rounding took.</summary>
    [MethodImpl(Inline)]
    private static TVector Lost(TVector x, TVector square) => TLanes.MultiplyAdd(x, x, TLanes.Subtract(TLanes.Zero, square));
}
