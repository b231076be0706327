using System.Text;
using Harness.Parquet.Writing;

namespace Harness.Parquet.Tests.Writing;

public class BoundsTests
{
    private static double[]? Doubles(params double[] values) =>
        NumberBounds.Of<double>(values) is { } bounds ? [BitConverter.ToDouble(bounds.Min), BitConverter.ToDouble(bounds.Max)] : null;

    [Fact]
    public void Integers()
    {
        var bounds = NumberBounds.Of<int>([3, int.MinValue, int.MaxValue])!;
        Assert.Equal("00000080", Convert.ToHexString(bounds.Min));
        Assert.Equal("FFFFFF7F", Convert.ToHexString(bounds.Max));
    }

    [Fact]
    public void Nan_never_counts() => Assert.Equal([-1.5, 2], Doubles(double.NaN, 2, -1.5, double.NaN)!);

    [Fact]
    public void Only_nan_has_no_bounds() => Assert.Null(Doubles(double.NaN, double.NaN));

    [Fact]
    public void Nothing_has_no_bounds()
    {
        Assert.Null(Doubles());
        Assert.Null(TextBounds.Of([]));
        Assert.Null(new BooleanValues(ReadOnlyMemory<bool>.Empty).Bounds);
    }

    [Fact]
    public void Infinities_count() =>
        Assert.Equal([double.NegativeInfinity, double.PositiveInfinity], Doubles(double.NegativeInfinity, 0, double.PositiveInfinity)!);

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void A_least_zero_is_negative_and_a_greatest_positive(int sign)
    {
        var bounds = Doubles(double.CopySign(0, sign))!;
        Assert.True(double.IsNegative(bounds[0]));
        Assert.False(double.IsNegative(bounds[1]));
    }

    [Theory]
    [InlineData(true, true, 1, 1)]
    [InlineData(false, true, 0, 1)]
    [InlineData(false, false, 0, 0)]
    public void Booleans(bool one, bool other, byte min, byte max)
    {
        var bounds = new BooleanValues(new[] { one, other }).Bounds!;
        Assert.Equal(min, Assert.Single(bounds.Min));
        Assert.Equal(max, Assert.Single(bounds.Max));
    }

    // U+FF5E is one UTF-16 unit above the surrogates that make U+1F388, but fewer code points and lower bytes: EF BD 9E < F0 9F 8E 88.
    [Fact]
    public void Texts_are_in_the_order_of_their_bytes()
    {
        var bounds = TextBounds.Of(["\uFF5E", "🎈", "漢"])!;
        Assert.Equal("漢", Encoding.UTF8.GetString(bounds.Min));
        Assert.Equal("🎈", Encoding.UTF8.GetString(bounds.Max));
    }

    [Fact]
    public void The_order_of_texts_is_the_order_of_their_bytes()
    {
        string[] texts = ["", "\0", "a", "aa", "b", "é", "漢", "\uD7FF", "\uE000", "\uFFFF", "🎈", "🎈a", "\U0010FFFF"];
        foreach (var a in texts)
            foreach (var b in texts)
                Assert.Equal(
                    Math.Sign(Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b))),
                    Math.Sign(CodePointOrder.Compare(a, b)));
    }

    [Fact]
    public void Long_texts_are_cut_outwards()
    {
        var bounds = TextBounds.Of([new string('m', 100)])!;
        Assert.Equal(new string('m', 64), Encoding.UTF8.GetString(bounds.Min));
        Assert.Equal(new string('m', 63) + "n", Encoding.UTF8.GetString(bounds.Max));
        Assert.False(bounds.MinExact || bounds.MaxExact);
    }

    // 62 bytes and a character of three: it does not fit into 64 and is left out whole.
    [Fact]
    public void A_cut_leaves_characters_whole()
    {
        var bounds = TextBounds.Of([new string('m', 62) + "漢字"])!;
        Assert.Equal(new string('m', 62), Encoding.UTF8.GetString(bounds.Min));
        Assert.Equal(new string('m', 61) + "n", Encoding.UTF8.GetString(bounds.Max));
    }

    // 61 + 3 bytes: U+D7FF is the last before the surrogates, which are no characters; the next is U+E000.
    [Fact]
    public void The_successor_steps_over_surrogates() =>
        Assert.Equal(new string('m', 61) + "\uE000", Encoding.UTF8.GetString(TextBounds.Of([new string('m', 61) + "\uD7FFx"])!.Max));

    // 60 + 4 bytes: U+10FFFF has no next, so the character before it is raised.
    [Fact]
    public void The_successor_carries() =>
        Assert.Equal(new string('m', 59) + "n", Encoding.UTF8.GetString(TextBounds.Of([new string('m', 60) + "\U0010FFFFx"])!.Max));

    [Fact]
    public void A_text_without_a_successor_has_no_bounds() =>
        Assert.Null(TextBounds.Of([string.Concat(Enumerable.Repeat("\U0010FFFF", 17))]));
}
