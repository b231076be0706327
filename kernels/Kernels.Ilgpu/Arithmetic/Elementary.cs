namespace Kernels.Ilgpu.Arithmetic;

/// <summary>exp and log in float32, one algorithm on every device: a GPU's own approximations differ from maker to maker.</summary>
/// <remarks>No product is left to be added to something: NVIDIA's assembler may make one operation of the two, rounded once, and would give
/// another number than other devices do. Where it would, the operation is <see cref="Fused"/> by name.</remarks>
internal static class Elementary
{
    /// <summary>Beyond it exp is below the smallest normal number, and 0 here.</summary>
    private const float LowestExponent = -87.3f;

    private const float HighestExponent = 88.72f;

    /// <summary>ln 2 in two parts: the first has so few digits that its product with an exponent is exact.</summary>
    private const float Ln2High = 0.693359375f;

    private const float Ln2Low = -2.12194440e-4f;

    /// <summary>2^n e^r with n the nearest integer to x / ln 2, and the Taylor polynomial of degree 7 on |r| &lt;= ln 2 / 2; NaN stays
    /// NaN.</summary>
    public static float Exp(float x)
    {
        if (x < LowestExponent)
            return 0;
        if (x > HighestExponent)
            return float.PositiveInfinity;
        var n = Exponent(x);
        var r = Remainder(x, n);
        return Scale(Fused.MultiplyAdd(Fused.MultiplyAdd(Tail(r), r, 1), r, 1), n);
    }

    /// <summary>factor exp(x + rest) for x &lt;= 0 and a <paramref name="rest"/> of some units in the last place of x: what rounding took
    /// from x.</summary>
    public static float TimesExp(float factor, float x, float rest)
    {
        if (x < LowestExponent)
            return 0;
        var n = Exponent(x);
        return Scale(Fused.MultiplyAdd(factor, ExpMinusOne(Remainder(x, n) + rest), factor), n);
    }

    /// <summary>1 - exp x for x &lt;= 0, to a few units in its last place however near 0 x is.</summary>
    public static float MissingOfExp(float x)
    {
        if (x < LowestExponent)
            return 1;
        var n = Exponent(x);
        // 1 - 2^n is a number or rounds to 1.
        var power = PowerOfTwo(n);
        return Fused.MultiplyAdd(-ExpMinusOne(Remainder(x, n)), power, 1 - power);
    }

    /// <summary>ln(1 + x) for x from 0 to 1, to a few units in its last place however near 0 x is: 2 artanh(x / (2 + x)).</summary>
    public static float LogOnePlus(float x)
    {
        var s = x / (2 + x);
        var square = s * s;
        var p = 1f / 15;
        p = Fused.MultiplyAdd(p, square, 1f / 13);
        p = Fused.MultiplyAdd(p, square, 1f / 11);
        p = Fused.MultiplyAdd(p, square, 1f / 9);
        p = Fused.MultiplyAdd(p, square, 1f / 7);
        p = Fused.MultiplyAdd(p, square, 1f / 5);
        p = Fused.MultiplyAdd(p, square, 1f / 3);
        return Fused.MultiplyAdd(p * square, s + s, s + s);
    }

    private static int Exponent(float x) => (int)Fused.MultiplyAdd(x, 1.44269504f, x < 0 ? -0.5f : 0.5f);

    private static float Remainder(float x, int n) => Fused.MultiplyAdd(n, -Ln2Low, Fused.MultiplyAdd(n, -Ln2High, x));

    /// <summary>(e^r - 1 - r) / r^2.</summary>
    private static float Tail(float r)
    {
        var p = 1f / 5040;
        p = Fused.MultiplyAdd(p, r, 1f / 720);
        p = Fused.MultiplyAdd(p, r, 1f / 120);
        p = Fused.MultiplyAdd(p, r, 1f / 24);
        p = Fused.MultiplyAdd(p, r, 1f / 6);
        return Fused.MultiplyAdd(p, r, 0.5f);
    }

    private static float ExpMinusOne(float r) => Fused.MultiplyAdd(r * r, Tail(r), r);

    /// <summary>In two factors: 2^128 alone is not a number, though its product may be.</summary>
    private static float Scale(float value, int exponent)
    {
        var half = exponent >> 1;
        return Fused.MultiplyAdd(value * PowerOfTwo(half), PowerOfTwo(exponent - half), 0);
    }

    /// <summary>The natural logarithm of a positive normal number: k ln 2 + 2 artanh(f / (2 + f)) with 1 + f in [sqrt(1/2), sqrt(2));
    /// infinity and NaN stay.</summary>
    public static float Log(float x)
    {
        if (!float.IsFinite(x))
            return x;
        var bits = BitConverter.SingleToInt32Bits(x);
        var k = (bits - 0x3f3504f3) >> 23;
        var f = BitConverter.Int32BitsToSingle(bits - (k << 23)) - 1;
        var s = f / (2 + f);
        var square = s * s;
        var p = 1f / 9;
        p = Fused.MultiplyAdd(p, square, 1f / 7);
        p = Fused.MultiplyAdd(p, square, 1f / 5);
        p = Fused.MultiplyAdd(p, square, 1f / 3);
        var twice = s + s;
        var tail = Fused.MultiplyAdd(p * square, twice, k * Ln2Low);
        return Fused.MultiplyAdd(k, Ln2High, twice + tail);
    }

    private static float PowerOfTwo(int exponent) => BitConverter.Int32BitsToSingle((exponent + 127) << 23);
}
