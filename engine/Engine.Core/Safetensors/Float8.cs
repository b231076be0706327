namespace Engine.Safetensors;

/// <summary>Numbers of one byte, in the two forms that <see href="https://arxiv.org/abs/2209.05433"/> gives.</summary>
public static class Float8
{
    /// <summary>Four bits of exponent of bias 7, three of mantissa; no infinity, NaN where all bits but the sign are 1.</summary>
    public static float OfE4M3(byte bits)
    {
        var (exponent, mantissa) = ((bits >> 3) & 15, bits & 7);
        var magnitude = (bits & 0x7F) == 0x7F
            ? float.NaN
            : exponent == 0 ? MathF.ScaleB(mantissa, -9) : MathF.ScaleB(8 + mantissa, exponent - 10);
        return bits < 0x80 ? magnitude : -magnitude;
    }

    /// <summary>Five bits of exponent of bias 15, two of mantissa: the upper half of a float16.</summary>
    public static float OfE5M2(byte bits) => (float)BitConverter.UInt16BitsToHalf((ushort)(bits << 8));
}
