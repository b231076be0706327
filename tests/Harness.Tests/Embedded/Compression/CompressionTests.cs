using Harness.Parquet.Compression;

namespace Harness.Parquet.Tests.Compression;

public class CompressionTests
{
    // The check value of CRC-32 in the literature.
    [Fact]
    public void The_checksum_of_one_to_nine() => Assert.Equal(0xCBF43926, Crc32.Of("123456789"u8));

    [Fact]
    public void The_checksum_of_nothing() => Assert.Equal(0u, Crc32.Of([]));

    // Length 10, then a literal of one byte (00 61), then a copy of 9 bytes from one byte back: (9 - 4) << 2 | 1 = 15, offset 01.
    [Fact]
    public void A_snappy_block_by_hand() =>
        Assert.Equal("aaaaaaaaaa"u8, PageCodec.Decompress(CompressionCodec.Snappy, Convert.FromHexString("0A00611501"), 10));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(70_000)]
    [InlineData(1_000_000)]
    public void Snappy_restores_what_it_compressed(int size)
    {
        var random = new Random(size);
        var content = Enumerable.Range(0, size).Select(i => (byte)(i % 1000 < 500 ? i / 1000 : random.Next(256))).ToArray();
        Assert.Equal(content, PageCodec.Decompress(CompressionCodec.Snappy, PageCodec.Compress(CompressionCodec.Snappy, content), size));
    }

    [Theory]
    [InlineData("0A00611501", 11)]
    [InlineData("FFFFFFFF0700", int.MaxValue)]
    [InlineData("0A00611502", 10)]
    [InlineData("0AFC", 10)]
    [InlineData("", 10)]
    public void A_lying_snappy_block_is_damage(string hex, int size) =>
        Assert.Throws<UnreadableFileException>(() => PageCodec.Decompress(CompressionCodec.Snappy, Convert.FromHexString(hex),
            size).ToArray());

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(int.MaxValue)]
    public void A_gzip_page_of_another_size_is_damage(int size) =>
        Assert.Throws<UnreadableFileException>(() => PageCodec.Decompress(CompressionCodec.Gzip, Gzip("12345"u8), size).ToArray());

    [Fact]
    public void A_gzip_page_is_restored() => Assert.Equal("12345"u8, PageCodec.Decompress(CompressionCodec.Gzip, Gzip("12345"u8), 5));

    [Fact]
    public void A_broken_gzip_page_is_damage()
    {
        var page = Gzip("12345"u8);
        Assert.Throws<UnreadableFileException>(() => PageCodec.Decompress(CompressionCodec.Gzip, page.AsSpan(0, page.Length - 10),
            5).ToArray());
        Assert.Throws<UnreadableFileException>(() => PageCodec.Decompress(CompressionCodec.Gzip, page.AsSpan(5), 5).ToArray());
    }

    [Theory]
    [InlineData(6, "zstd")]
    [InlineData(4, "brotli")]
    [InlineData(99, "the unknown codec 99")]
    public void Another_codec_is_named_with_what_to_do(int codec, string name)
    {
        var e = Assert.Throws<UnreadableFileException>(() => PageCodec.Decompress((CompressionCodec)codec, [1, 2, 3], 3).ToArray());
        Assert.Contains($"compressed with {name}", e.Message);
        Assert.Contains("snappy, gzip or no compression", e.Message);
    }

    private static byte[] Gzip(ReadOnlySpan<byte> content)
    {
        using var stream = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(stream, System.IO.Compression.CompressionMode.Compress))
            gzip.Write(content);
        return stream.ToArray();
    }
}
