using System.Runtime.CompilerServices;

namespace Engine.Numerics;

/// <summary>Functions on whole vectors, one algorithm for every width.</summary>
public static class LaneMath<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>The value, or 0 where its magnitude is below <see cref="FlushRule.Threshold"/>; NaN stays.</summary>
    [MethodImpl(Inline)]
    public static TVector Flush(TVector value) =>
        TLanes.Choose(TLanes.GreaterThan(TLanes.Create(FlushRule.Threshold), TLanes.Abs(value)), TLanes.Zero, value);

    /// <summary>exp x for x &lt;= 0, within 2 ulp; 0 below -87, where the true value nears the denormals. NaN stays.</summary>
    /// <remarks>x = n ln 2 + r with |r| at most ln 2 / 2, where the Taylor polynomial of degree 7 is off by 5e-9. ln 2 is taken in
    /// two terms, of which the first has so few digits that n times it is exact.</remarks>
    [MethodImpl(Inline)]
    public static TVector ExpOfNonPositive(TVector x)
    {
        var p = Reduced(x, out var power);
        return TLanes.Choose(
            TLanes.GreaterThan(TLanes.Create(-87f), x), TLanes.Zero, TLanes.Multiply(TLanes.Add(p, TLanes.Create(1f)), power));
    }

    /// <summary>As <see cref="ExpOfNonPositive(TVector)"/>, and <paramref name="missing"/> = 1 - exp x to a few ulp of itself, however
    /// near 0 x is.</summary>
    [MethodImpl(Inline)]
    public static TVector ExpOfNonPositive(TVector x, out TVector missing)
    {
        var one = TLanes.Create(1f);
        var p = Reduced(x, out var power);
        var far = TLanes.GreaterThan(TLanes.Create(-87f), x);
        // 2^n is 1, which leaves -p, or at most 1/2.
        missing = TLanes.Choose(far, one, TLanes.Subtract(TLanes.Subtract(one, power), TLanes.Multiply(p, power)));
        return TLanes.Choose(far, TLanes.Zero, TLanes.Multiply(TLanes.Add(p, one), power));
    }

    /// <summary>p of exp(x + rest) = (1 + p) <paramref name="power"/> for x from -87 to 0 and a <paramref name="rest"/> of some units in
    /// the last place of x: what rounding took from x. Not defined below.</summary>
    [MethodImpl(Inline)]
    public static TVector ExpInParts(TVector x, TVector rest, out TVector power) => ExpMinusOne(TLanes.Add(Remainder(x, out power), rest));

    /// <summary>exp r - 1, and 2^n, which is the power: exp x = (1 + exp r - 1) 2^n.</summary>
    [MethodImpl(Inline)]
    private static TVector Reduced(TVector x, out TVector power) => ExpMinusOne(Remainder(x, out power));

    /// <summary>r of x = n ln 2 + r, and 2^n.</summary>
    [MethodImpl(Inline)]
    private static TVector Remainder(TVector x, out TVector power)
    {
        var magic = TLanes.Create(12582912f);
        var shifted = TLanes.MultiplyAdd(x, TLanes.Create(1.44269504f), magic);
        var n = TLanes.Subtract(shifted, magic);
        power = TLanes.PowerOfTwo(shifted);
        var r = TLanes.MultiplyAdd(n, TLanes.Create(-0.693359375f), x);
        return TLanes.MultiplyAdd(n, TLanes.Create(2.12194440e-4f), r);
    }

    /// <summary>exp r - 1 for |r| up to ln 2 / 2.</summary>
    [MethodImpl(Inline)]
    private static TVector ExpMinusOne(TVector r)
    {
        var p = TLanes.MultiplyAdd(r, TLanes.Create(1f / 5040f), TLanes.Create(1f / 720f));
        p = TLanes.MultiplyAdd(p, r, TLanes.Create(1f / 120f));
        p = TLanes.MultiplyAdd(p, r, TLanes.Create(1f / 24f));
        p = TLanes.MultiplyAdd(p, r, TLanes.Create(1f / 6f));
        p = TLanes.MultiplyAdd(p, r, TLanes.Create(0.5f));
        return TLanes.MultiplyAdd(TLanes.Multiply(r, r), p, r);
    }

    /// <summary>max(0, z) and <see cref="Flush"/> in one comparison; NaN stays NaN.</summary>
    [MethodImpl(Inline)]
    public static TVector Relu(TVector z) => TLanes.Choose(TLanes.GreaterThan(TLanes.Create(FlushRule.Threshold), z), TLanes.Zero, z);

    /// <summary>z, or the nearer of -1 and 1; NaN stays NaN.</summary>
    [MethodImpl(Inline)]
    public static TVector HardTanh(TVector z)
    {
        TVector one = TLanes.Create(1f), minusOne = TLanes.Create(-1f);
        return TLanes.Choose(TLanes.GreaterThan(z, one), one, TLanes.Choose(TLanes.GreaterThan(minusOne, z), minusOne, z));
    }

    /// <summary>1 / (1 + exp(-z)).</summary>
    [MethodImpl(Inline)]
    public static TVector Sigmoid(TVector z)
    {
        var one = TLanes.Create(1f);
        return TLanes.Divide(one, TLanes.Add(one, TLanes.Exp(TLanes.Subtract(TLanes.Zero, z))));
    }

    /// <summary>tanh z, within 4 ulp of the true value: an odd Taylor polynomial below 0.35,
    /// where 1 - 2 / (exp(2|z|) + 1) would cancel.</summary>
    [MethodImpl(Inline)]
    public static TVector Tanh(TVector z)
    {
        var magnitude = TLanes.Abs(z);
        var one = TLanes.Create(1f);
        var large = TLanes.Subtract(one, TLanes.Divide(TLanes.Create(2f), TLanes.Add(TLanes.Exp(TLanes.Add(magnitude, magnitude)), one)));
        var signed = TLanes.Choose(TLanes.GreaterThan(TLanes.Zero, z), TLanes.Subtract(TLanes.Zero, large), large);
        return TLanes.Choose(TLanes.GreaterThan(TLanes.Create(0.35f), magnitude), TanhNearZero(z), signed);
    }

    /// <summary>z - z^3/3 + 2 z^5/15 - 17 z^7/315 + 62 z^9/2835 - 1382 z^11/155925.</summary>
    [MethodImpl(Inline)]
    private static TVector TanhNearZero(TVector z)
    {
        var square = TLanes.Multiply(z, z);
        var p = TLanes.Create(-1382f / 155925f);
        p = TLanes.MultiplyAdd(p, square, TLanes.Create(62f / 2835f));
        p = TLanes.MultiplyAdd(p, square, TLanes.Create(-17f / 315f));
        p = TLanes.MultiplyAdd(p, square, TLanes.Create(2f / 15f));
        p = TLanes.MultiplyAdd(p, square, TLanes.Create(-1f / 3f));
        return TLanes.MultiplyAdd(TLanes.Multiply(p, square), z, z);
    }
}
