using Harness.Parquet.Encodings;

namespace Harness.Parquet.Tests.Encodings;

public class ByteStreamSplitTests
{
    // The format's example: three floats of bytes AA BB CC DD, 00 11 22 33, A3 B4 C5 D6.
    [Fact]
    public void Bytes_come_together_again()
    {
        var values = new int[3];
        ByteStreamSplit.Decode(Convert.FromHexString("AA00A3" + "BB11B4" + "CC22C5" + "DD33D6"), values.AsSpan());
        Assert.Equal([unchecked((int)0xDDCCBBAA), 0x33221100, unchecked((int)0xD6C5B4A3)], values);
    }

    [Fact]
    public void Another_count_of_bytes_is_damage() =>
        Assert.Throws<UnreadableFileException>(() => ByteStreamSplit.Decode(new byte[11], new int[3].AsSpan()));
}
