using FsCheck;
using FsCheck.Fluent;
using Harness.Parquet.Bytes;
using Harness.Parquet.Encodings;

namespace Harness.Parquet.Tests.Encodings;

public class HybridTests
{
    private static byte[] Encode(int[] values, int width)
    {
        var buffer = new ByteBuffer();
        HybridEncoder.Encode(values, width, buffer);
        return buffer.Written.ToArray();
    }

    private static int[] Decode(byte[] bytes, int width, int count)
    {
        var values = new int[count];
        var reader = new ByteReader(bytes);
        HybridDecoder.Decode(ref reader, width, values);
        return values;
    }

    // A run of 100: head 100 << 1 = 200 = C8 01, then the value in one byte.
    [Fact]
    public void A_run_is_its_length_and_its_value() =>
        Assert.Equal("C80104", Convert.ToHexString(Encode([.. Enumerable.Repeat(4, 100)], 3)));

    // A run of 8 in nine bits: the value takes two bytes.
    [Fact]
    public void A_wide_value_takes_whole_bytes() => Assert.Equal("102C01", Convert.ToHexString(Encode([.. Enumerable.Repeat(300, 8)], 9)));

    // One eight of packed numbers: head 1 << 1 | 1.
    [Fact]
    public void Changing_numbers_are_packed() => Assert.Equal("0388C6FA", Convert.ToHexString(Encode([0, 1, 2, 3, 4, 5, 6, 7], 3)));

    // Three numbers, then ten times 1: the run lends five to fill the eight; five are too short for a run of their own and are packed with
    // three zeros.
    // Eights: 0,1,0,1,1,1,1,1 = 11111010 = FA; 1,1,1,1,1 = 1F.
    [Fact]
    public void A_run_lends_what_the_packed_eight_lacks() =>
        Assert.Equal("05FA1F", Convert.ToHexString(Encode([0, 1, 0, .. Enumerable.Repeat(1, 10)], 1)));

    // With 13 the eight left over make a run: one eight packed, then head 8 << 1 and the value.
    [Fact]
    public void What_is_left_of_a_run_may_still_be_one() =>
        Assert.Equal("03FA1001", Convert.ToHexString(Encode([0, 1, 0, .. Enumerable.Repeat(1, 13)], 1)));

    [Fact]
    public void Nothing_is_nothing() => Assert.Empty(Encode([], 1));

    [Fact]
    public void Width_zero_needs_no_bytes() => Assert.Equal([0, 0, 0], Decode([], 0, 3));

    [Fact]
    public void A_last_eight_without_its_padding_is_accepted() => Assert.Equal([1, 0, 1], Decode([0x05, 0b101], 1, 3));

    [Fact]
    public void Whatever_is_encoded_is_decoded() => Prop.ForAll(Runs().ToArbitrary(), Gen.Choose(3, 31).ToArbitrary(), (values, width) =>
        Assert.Equal(values, Decode(Encode(values, width), width, values.Length))).QuickCheckThrowOnFailure();

    private static Gen<int[]> Runs() =>
        from runs in Gen.Zip(Gen.Choose(0, 7), Gen.Choose(1, 20)).ListOf()
        select runs.SelectMany(run => Enumerable.Repeat(run.Item1, run.Item2)).ToArray();

    [Theory]
    [InlineData("", 1)]
    [InlineData("02", 8)]
    [InlineData("03", 8)]
    [InlineData("00000000", 8)]
    [InlineData("FFFFFFFFFFFFFFFFFF01AA", 8)]
    [InlineData("03AA", 33)]
    public void Too_few_bytes_are_damage(string hex, int width) =>
        Assert.Throws<UnreadableFileException>(() => Decode(Convert.FromHexString(hex), width, 10));

    [Fact]
    public void A_huge_run_fills_no_more_than_is_asked_for() =>
        Assert.Equal([1, 1, 1], Decode(Convert.FromHexString("FEFFFFFFFFFFFFFFFF0101"), 1, 3));
}
