using Engine.Numerics;

namespace Engine.Tests.Numerics;

public sealed class WideFloatsTests
{
    private static readonly ushort[] All = [.. Enumerable.Range(0, 1 << 16).Select(bits => (ushort)bits)];

    [Fact]
    public void Every_half_is_what_the_framework_says()
    {
        ushort[] finite = [.. All.Where(bits => Half.IsFinite(BitConverter.UInt16BitsToHalf(bits)))];
        // The second length leaves some to be done one by one.
        foreach (var halves in new[] { finite, finite[..^3], All, All[..^3] })
        {
            var values = new float[halves.Length];
            Assert.Equal(halves.Length <= finite.Length, WideFloats.FromHalves(halves, values));
            for (var i = 0; i < halves.Length; i++)
                RequireSame((float)BitConverter.UInt16BitsToHalf(halves[i]), values[i]);
        }
    }

    [Fact]
    public void Every_bfloat16_is_the_upper_half_of_a_float32()
    {
        ushort[] finite = [.. All.Where(bits => float.IsFinite(BitConverter.UInt32BitsToSingle((uint)bits << 16)))];
        foreach (var brains in new[] { finite, finite[..^3], All, All[..^3] })
        {
            var values = new float[brains.Length];
            Assert.Equal(brains.Length <= finite.Length, WideFloats.FromBrains(brains, values));
            for (var i = 0; i < brains.Length; i++)
                RequireSame(BitConverter.UInt32BitsToSingle((uint)brains[i] << 16), values[i]);
        }
    }

    [Fact]
    public void Copies_say_whether_all_are_finite()
    {
        ushort[] halves = [.. All.Where(bits => Half.IsFinite(BitConverter.UInt16BitsToHalf(bits)))];
        ushort[] brains = [.. All.Where(bits => float.IsFinite(BitConverter.UInt32BitsToSingle((uint)bits << 16)))];
        foreach (var length in new[] { 0, 1, 37, halves.Length })
        {
            ushort[] copy = new ushort[length];
            Assert.True(WideFloats.CopyHalves(halves.AsSpan(0, length), copy));
            Assert.Equal(halves[..length], copy);
            Assert.True(WideFloats.CopyBrains(brains.AsSpan(0, length), copy));
            Assert.Equal(brains[..length], copy);
        }
        for (var place = 0; place < 37; place++)
        {
            ushort[] numbers = new ushort[37];
            numbers[place] = BitConverter.HalfToUInt16Bits(Half.NegativeInfinity);
            Assert.False(WideFloats.CopyHalves(numbers, new ushort[37]));
            numbers[place] = 0x7f80;
            Assert.False(WideFloats.CopyBrains(numbers, new ushort[37]));
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void One_number_that_is_not_finite_is_seen_wherever_it_is(float value)
    {
        for (var place = 0; place < 37; place++)
        {
            float[] values = [.. Enumerable.Repeat(float.MaxValue, 37)], copy = new float[37];
            Assert.True(WideFloats.Copy(values, copy));
            values[place] = value;
            Assert.False(WideFloats.AreFinite(values));
            Assert.Equal(place, ((ReadOnlySpan<float>)values).FirstNotFinite());
            Half[] numbers = [.. values.Select(number => float.IsFinite(number) ? Half.MaxValue : (Half)number)];
            ushort[] halves = [.. numbers.Select(BitConverter.HalfToUInt16Bits)];
            Assert.False(WideFloats.FromHalves(halves, copy));
            Assert.Equal(place, ((ReadOnlySpan<float>)copy).FirstNotFinite());
        }
    }

    /// <summary>Of NaN only that it is one.</summary>
    private static void RequireSame(float expected, float found) =>
        Assert.True(
            float.IsNaN(expected) ? float.IsNaN(found) : BitConverter.SingleToInt32Bits(expected) == BitConverter.SingleToInt32Bits(found),
            $"{expected:R} became {found:R}");
}
