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
        var n = (int)Fused.MultiplyAdd(x, 1.44269504f, x < 0 ? -0.5f : 0.5f);
        var r = Fused.MultiplyAdd(n, -Ln2Low, Fused.MultiplyAdd(n, -Ln2High, x));
        var p = 1f / 5040;
        p = Fused.MultiplyAdd(p, r, 1f / 720);
        p = Fused.MultiplyAdd(p, r, 1f / 120);
        p = Fused.MultiplyAdd(p, r, 1f / 24);
        p = Fused.MultiplyAdd(p, r, 1f / 6);
        p = Fused.MultiplyAdd(p, r, 0.5f);
        p = Fused.MultiplyAdd(p, r, 1);
        p = Fused.MultiplyAdd(p, r, 1);
        // In two factors: 2^128 alone is not a number, though its product may be.
        var half = n >> 1;
        return Fused.MultiplyAdd(p * PowerOfTwo(half), PowerOfTwo(n - half), 0);
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
