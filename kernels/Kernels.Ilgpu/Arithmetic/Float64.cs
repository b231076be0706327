namespace Kernels.Ilgpu.Arithmetic;

/// <summary>Sums of losses in float64, as bits: a type, so that a kernel is compiled for what its device has. Every way gives the same
/// bits.</summary>
/// <remarks>Losses are not negative: of signs only that of NaN is kept away from a sum.</remarks>
internal interface IFloat64
{
    /// <summary>A number, infinity or NaN as float64.</summary>
    long Widen(float value);

    /// <summary>The sum, rounded to nearest, ties to even.</summary>
    long Add(long left, long right);
}

/// <summary>By the device's own instructions.</summary>
internal readonly struct HardwareFloat64 : IFloat64
{
    public long Widen(float value) => BitConverter.DoubleToInt64Bits(value);

    public long Add(long left, long right) =>
        BitConverter.DoubleToInt64Bits(BitConverter.Int64BitsToDouble(left) + BitConverter.Int64BitsToDouble(right));
}

/// <summary>In integers, for devices without float64, as many GPUs of laptops are: IEEE 754's addition for numbers that are not
/// negative.</summary>
internal readonly struct IntegerFloat64 : IFloat64
{
    private const int SmallFraction = 23, SmallInfinity = 0xff, SmallBias = 127;
    private const int Fraction = 52, Bias = 1023;
    private const long One = 1L << Fraction;
    private const long Infinity = 0x7ffL << Fraction;
    private const long NotANumber = Infinity | (One >> 1);

    /// <summary>Bits below the last that is kept: two that decide how to round, and one that says whether anything is below them.</summary>
    private const int Guard = 3;

    public long Widen(float value)
    {
        var bits = BitConverter.SingleToInt32Bits(value);
        int exponent = (bits >> SmallFraction) & SmallInfinity, fraction = bits & ((1 << SmallFraction) - 1);
        if (exponent == SmallInfinity)
            return fraction == 0 ? Infinity : NotANumber;
        if (exponent == 0)
        {
            if (fraction == 0)
                return 0;
            // Below the normal numbers of float32, but not of float64.
            for (exponent = 1; fraction >> SmallFraction == 0; exponent--)
                fraction <<= 1;
            fraction -= 1 << SmallFraction;
        }
        return ((long)(exponent - SmallBias + Bias) << Fraction) | ((long)fraction << (Fraction - SmallFraction));
    }

    public long Add(long left, long right)
    {
        // The bits of what is not negative are in the order of the numbers.
        long large = left > right ? left : right, small = left > right ? right : left;
        if (small < 0 || large >= Infinity)
            return small < 0 || large > Infinity ? NotANumber : Infinity;
        int exponent = Exponent(large), shift = exponent - Exponent(small);
        var sum = Digits(large) + ShiftedRight(Digits(small), shift);
        if (sum >> (Fraction + Guard + 1) != 0)
        {
            sum = ShiftedRight(sum, 1);
            exponent++;
        }
        var rest = sum & ((1 << Guard) - 1);
        sum >>= Guard;
        // A carry out of the digits makes the exponent one more, as it should.
        if (rest > 1 << (Guard - 1) || (rest == 1 << (Guard - 1) && (sum & 1) != 0))
            sum++;
        sum += (long)(exponent - 1) << Fraction;
        return sum < Infinity ? sum : Infinity;
    }

    /// <summary>Numbers below the normal ones have the exponent of the smallest normal ones.</summary>
    private static int Exponent(long bits)
    {
        var exponent = (int)(bits >> Fraction);
        return exponent == 0 ? 1 : exponent;
    }

    private static long Digits(long bits) => ((bits & (One - 1)) | (bits >> Fraction == 0 ? 0 : One)) << Guard;

    /// <summary>The last bit says whether any that was shifted out was set.</summary>
    private static long ShiftedRight(long digits, int shift)
    {
        if (shift > Fraction + Guard + 1)
            return digits == 0 ? 0 : 1;
        var kept = digits >> shift;
        return kept << shift == digits ? kept : kept | 1;
    }
}
