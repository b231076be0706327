using Harness.Parquet.Bytes;
using Harness.Parquet.Encodings;

namespace Harness.Parquet.Tests.Encodings;

public class BitPackingTests
{
    // The format's own example: 0 to 7 in three bits each are 10001000 11000110 11111010.
    [Fact]
    public void Zero_to_seven_in_three_bits()
    {
        var buffer = new ByteBuffer();
        BitPacking.Pack([0, 1, 2, 3, 4, 5, 6, 7], 3, buffer);
        Assert.Equal("88C6FA", Convert.ToHexString(buffer.Written));
    }

    [Fact]
    public void A_part_of_eight_is_filled_with_zeros()
    {
        var buffer = new ByteBuffer();
        buffer.Bytes(Enumerable.Repeat((byte)0xFF, 100).ToArray());
        buffer.Clear();
        BitPacking.Pack([1], 9, buffer);
        Assert.Equal("010000000000000000", Convert.ToHexString(buffer.Written));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(255, 8)]
    [InlineData(256, 9)]
    [InlineData(int.MaxValue, 31)]
    public void The_width_holds_the_largest(int largest, int width) => Assert.Equal(width, BitPacking.Width(largest));

    [Fact]
    public void Every_width_unpacks_what_was_packed()
    {
        var random = new Random(2);
        for (var width = 1; width <= 32; width++)
        {
            var values = Enumerable.Range(0, 21).Select(_ => (int)(random.NextInt64() & ((1L << width) - 1))).ToArray();
            var buffer = new ByteBuffer();
            BitPacking.Pack(values, width, buffer);
            Assert.Equal(values, values.Select((_, i) => (int)BitPacking.Unpack(buffer.Written, i, width)));
        }
    }

    [Theory]
    [InlineData(57)]
    [InlineData(61)]
    [InlineData(63)]
    [InlineData(64)]
    public void Wide_numbers_may_straddle_nine_bytes(int width)
    {
        // Every bit set: whatever the place, the number is all ones.
        var packed = Enumerable.Repeat((byte)0xFF, width).ToArray();
        for (var i = 0; i < 8; i++)
            Assert.Equal(ulong.MaxValue >> (64 - width), BitPacking.Unpack(packed, i, width));
    }
}
