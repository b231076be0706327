using Harness.Parquet.Bytes;
using Harness.Parquet.Encodings;

namespace Harness.Parquet.Tests.Encodings;

public class DeltaTests
{
    private static long[] Decode(string hex, int count)
    {
        var values = new long[count];
        var reader = new ByteReader(Convert.FromHexString(hex));
        DeltaDecoder.Decode(ref reader, values);
        return values;
    }

    // The format's first example, 1 to 5: block 128 (80 01), 4 miniblocks, 5 values, first 1 (zigzag 2); least difference 1 (zigzag 2), all
    // widths 0.
    [Fact]
    public void One_to_five() => Assert.Equal([1, 2, 3, 4, 5], Decode("8001" + "04" + "05" + "02" + "02" + "00000000", 5));

    // The format's second example, 7 5 3 1 2 3 4 5: differences -2 -2 -2 1 1 1 1, least -2 (zigzag 3), above it 0 0 0 3 3 3 3 in 2 bits:
    // 11000000 00111111 = C0 3F, then 6 bytes of padding (32 * 2 bits).
    [Fact]
    public void Down_and_up() =>
        Assert.Equal([7, 5, 3, 1, 2, 3, 4, 5], Decode("8001" + "04" + "08" + "0E" + "03" + "02000000" + "C03F" + "000000000000", 8));

    // From the greatest to the least: the difference is 1 because sums wrap.
    [Fact]
    public void Sums_wrap() =>
        Assert.Equal([long.MaxValue, long.MinValue], Decode("8001" + "04" + "02" + "FEFFFFFFFFFFFFFFFF01" + "02" + "00000000", 2));

    [Fact]
    public void No_values_need_a_head_only() => Assert.Equal([], Decode("8001" + "04" + "00" + "00", 0));

    [Fact]
    public void One_value_needs_no_block() => Assert.Equal([-1], Decode("8001" + "04" + "01" + "01", 1));

    [Theory]
    [InlineData("800104050202", "announced")]
    [InlineData("8001040602", "6 differences are announced where 5 are needed")]
    [InlineData("0004050202", "blocks of 0")]
    [InlineData("8001000502", "in 0 parts")]
    [InlineData("8001030502", "in 3 parts")]
    [InlineData("8080800104050202", "blocks of")]
    [InlineData("8001040502" + "02" + "41000000", "65 bits")]
    public void A_lying_head_is_damage(string hex, string reason) =>
        Assert.Contains(reason, Assert.Throws<UnreadableFileException>(() => Decode(hex, 5)).Message);
}
