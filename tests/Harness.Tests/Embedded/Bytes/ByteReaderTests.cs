using Harness.Parquet.Bytes;

namespace Harness.Parquet.Tests.Bytes;

public class ByteReaderTests
{
    // 300 = 0b10_0101100: low seven bits 0x2C with the top bit, then 0x02.
    [Theory]
    [InlineData(0UL, "00")]
    [InlineData(127UL, "7F")]
    [InlineData(128UL, "8001")]
    [InlineData(300UL, "AC02")]
    [InlineData(ulong.MaxValue, "FFFFFFFFFFFFFFFFFF01")]
    public void Varints_are_seven_bits_a_byte(ulong value, string hex)
    {
        var buffer = new ByteBuffer();
        buffer.Varint(value);
        Assert.Equal(hex, Convert.ToHexString(buffer.Written));
        Assert.Equal(value, new ByteReader(buffer.Written).Varint());
    }

    [Theory]
    [InlineData(0, "00")]
    [InlineData(-1, "01")]
    [InlineData(1, "02")]
    [InlineData(-64, "7F")]
    [InlineData(64, "8001")]
    [InlineData(long.MaxValue, "FEFFFFFFFFFFFFFFFF01")]
    [InlineData(long.MinValue, "FFFFFFFFFFFFFFFFFF01")]
    public void Signed_numbers_zigzag(long value, string hex)
    {
        var buffer = new ByteBuffer();
        buffer.ZigZag(value);
        Assert.Equal(hex, Convert.ToHexString(buffer.Written));
        Assert.Equal(value, new ByteReader(buffer.Written).ZigZag());
    }

    [Fact]
    public void A_varint_that_never_ends_is_damage()
    {
        var bytes = Enumerable.Repeat((byte)0xFF, 11).ToArray();
        Assert.Throws<UnreadableFileException>(() => new ByteReader(bytes).Varint());
        Assert.Throws<UnreadableFileException>(() => new ByteReader(bytes.AsSpan(0, 3)).Varint());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(5)]
    [InlineData(long.MaxValue)]
    public void More_bytes_than_there_are_is_damage(long count)
    {
        var e = Assert.Throws<UnreadableFileException>(() => new ByteReader([1, 2, 3, 4]).Take(count).ToArray());
        Assert.Contains($"{count} bytes are announced where 4 are left", e.Message);
    }

    [Fact]
    public void A_page_beyond_what_an_array_holds_is_a_clear_error()
    {
        var buffer = new ByteBuffer();
        buffer.Byte(0);
        var e = Assert.Throws<InvalidOperationException>(() => _ = buffer.Reserve(int.MaxValue).Length);
        Assert.Contains("2147483648 bytes are to go into one page", e.Message);
    }
}
