using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Engine.Numerics;

/// <summary>Float16 and bfloat16 as the float32 numbers that they are, many at a time; every one of them is a float32 exactly.</summary>
public static class WideFloats
{
    /// <summary>All bits but the sign, and those of the largest finite number of float16 and of bfloat16.</summary>
    private const ushort Magnitude = 0x7fff, LargestHalf = 0x7bff, LargestBrain = 0x7f7f;

    /// <summary>Float32's exponent begins 112 below float16's.</summary>
    private const int Rebias = 112 << 23;

    /// <summary>2^-14, the smallest float16 with an exponent of its own.</summary>
    private const float SmallestNormal = 1f / (1 << 14);

    /// <param name="halves">The bits of IEEE 754 binary16.</param>
    /// <param name="values">As many.</param>
    /// <returns>Whether all are finite.</returns>
    public static bool FromHalves(ReadOnlySpan<ushort> halves, Span<float> values)
    {
        ref var source = ref MemoryMarshal.GetReference(halves);
        ref var target = ref MemoryMarshal.GetReference(values[..halves.Length]);
        var largest = Vector<ushort>.Zero;
        var at = 0;
        for (; at <= halves.Length - Vector<ushort>.Count; at += Vector<ushort>.Count)
        {
            var bits = Vector.LoadUnsafe(ref source, (nuint)at);
            largest = Vector.Max(largest, bits & new Vector<ushort>(Magnitude));
            Vector.Widen(bits, out var low, out var high);
            FromHalf(low.As<uint, int>()).StoreUnsafe(ref target, (nuint)at);
            FromHalf(high.As<uint, int>()).StoreUnsafe(ref target, (nuint)(at + Vector<float>.Count));
        }
        // What is not finite is rare, and done over one by one.
        var finite = Vector.LessThanOrEqualAll(largest, new Vector<ushort>(LargestHalf));
        for (at = finite ? at : 0; at < halves.Length; at++)
        {
            values[at] = (float)BitConverter.UInt16BitsToHalf(halves[at]);
            finite &= (halves[at] & Magnitude) <= LargestHalf;
        }
        return finite;
    }

    /// <param name="brains">The bits of bfloat16: the upper half of a float32.</param>
    /// <param name="values">As many.</param>
    /// <returns>Whether all are finite.</returns>
    public static bool FromBrains(ReadOnlySpan<ushort> brains, Span<float> values)
    {
        ref var source = ref MemoryMarshal.GetReference(brains);
        ref var target = ref MemoryMarshal.GetReference(values[..brains.Length]);
        var largest = Vector<ushort>.Zero;
        var at = 0;
        for (; at <= brains.Length - Vector<ushort>.Count; at += Vector<ushort>.Count)
        {
            var bits = Vector.LoadUnsafe(ref source, (nuint)at);
            largest = Vector.Max(largest, bits & new Vector<ushort>(Magnitude));
            Vector.Widen(bits, out var low, out var high);
            (low << 16).As<uint, float>().StoreUnsafe(ref target, (nuint)at);
            (high << 16).As<uint, float>().StoreUnsafe(ref target, (nuint)(at + Vector<float>.Count));
        }
        var finite = Vector.LessThanOrEqualAll(largest, new Vector<ushort>(LargestBrain));
        for (; at < brains.Length; at++)
        {
            values[at] = BitConverter.UInt32BitsToSingle((uint)brains[at] << 16);
            finite &= (brains[at] & Magnitude) <= LargestBrain;
        }
        return finite;
    }

    /// <summary>Two vectors of the numbers that one of finite float16 holds.</summary>
    /// <param name="halves">The bits of IEEE 754 binary16.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector<float> Low, Vector<float> High) FromHalves(Vector<ushort> halves)
    {
        Vector.Widen(halves, out var low, out var high);
        return (FromHalf(low.As<uint, int>()), FromHalf(high.As<uint, int>()));
    }

    /// <summary>Two vectors of the numbers that one of bfloat16 holds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector<float> Low, Vector<float> High) FromBrains(Vector<ushort> brains)
    {
        Vector.Widen(brains, out var low, out var high);
        return ((low << 16).As<uint, float>(), (high << 16).As<uint, float>());
    }

    /// <summary>Copies the bits of float16.</summary>
    /// <returns>Whether all are finite.</returns>
    public static bool CopyHalves(ReadOnlySpan<ushort> source, Span<ushort> halves) => Copy(source, halves, LargestHalf);

    /// <summary>Copies the bits of bfloat16.</summary>
    /// <returns>Whether all are finite.</returns>
    public static bool CopyBrains(ReadOnlySpan<ushort> source, Span<ushort> brains) => Copy(source, brains, LargestBrain);

    /// <summary>Copies numbers.</summary>
    /// <returns>Whether all are finite.</returns>
    public static bool Copy(ReadOnlySpan<float> source, Span<float> values)
    {
        source.CopyTo(values);
        return AreFinite(source);
    }

    /// <returns>The place of the first number that is NaN or infinite; -1 where all are finite.</returns>
    public static int FirstNotFinite(this ReadOnlySpan<float> values) =>
        values.IndexOfAnyExceptInRange(float.MinValue, float.MaxValue);

    public static bool AreFinite(ReadOnlySpan<float> values)
    {
        var bits = MemoryMarshal.Cast<float, int>(values);
        var (largest, infinite) = (Vector<int>.Zero, BitConverter.SingleToInt32Bits(float.PositiveInfinity));
        var at = 0;
        for (; at <= bits.Length - Vector<int>.Count; at += Vector<int>.Count)
            largest = Vector.Max(largest, new Vector<int>(bits[at..]) & new Vector<int>(int.MaxValue));
        var finite = Vector.LessThanAll(largest, new Vector<int>(infinite));
        for (; at < bits.Length; at++)
            finite &= (bits[at] & int.MaxValue) < infinite;
        return finite;
    }

    private static bool Copy(ReadOnlySpan<ushort> source, Span<ushort> target, ushort mostFinite)
    {
        ref var from = ref MemoryMarshal.GetReference(source);
        ref var to = ref MemoryMarshal.GetReference(target[..source.Length]);
        var largest = Vector<ushort>.Zero;
        var at = 0;
        for (; at <= source.Length - Vector<ushort>.Count; at += Vector<ushort>.Count)
        {
            var bits = Vector.LoadUnsafe(ref from, (nuint)at);
            largest = Vector.Max(largest, bits & new Vector<ushort>(Magnitude));
            bits.StoreUnsafe(ref to, (nuint)at);
        }
        var finite = Vector.LessThanOrEqualAll(largest, new Vector<ushort>(mostFinite));
        for (; at < source.Length; at++)
        {
            target[at] = source[at];
            finite &= (source[at] & Magnitude) <= mostFinite;
        }
        return finite;
    }

    /// <param name="bits">A finite float16 in the lower half of each lane, nothing in the upper.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> FromHalf(Vector<int> bits)
    {
        var normal = (((bits & new Vector<int>(Magnitude)) << 13) + new Vector<int>(Rebias)).As<int, float>();
        // Without an exponent of its own a number m counts multiples of the smallest one, and was read as (1 + m) 2^-15: twice that, less
        // 2^-14, is right and the smaller of the two. Of all others this is the larger.
        var subnormal = Vector.MultiplyAddEstimate(normal, new Vector<float>(2), new Vector<float>(-SmallestNormal));
        var magnitude = Vector.MinNative(normal, subnormal).As<float, int>();
        return (magnitude | ((bits << 16) & new Vector<int>(int.MinValue))).As<int, float>();
    }
}
