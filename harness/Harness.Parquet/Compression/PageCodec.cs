namespace Harness.Parquet.Compression;

/// <summary>Compresses and restores what a page holds.</summary>
internal static class PageCodec
{
    public static ReadOnlySpan<byte> Compress(CompressionCodec codec, ReadOnlySpan<byte> content) => codec switch
    {
        CompressionCodec.Uncompressed => content,
        CompressionCodec.Snappy => SnappyPage.Compress(content),
        _ => throw new ArgumentOutOfRangeException(nameof(codec), codec, "pages are written plain or with snappy"),
    };

    /// <param name="size">The bytes that the page's head announces; anything else is damage.</param>
    public static ReadOnlySpan<byte> Decompress(CompressionCodec codec, ReadOnlySpan<byte> stored, int size)
    {
        if (size == 0)
            return [];
        var content = codec switch
        {
            CompressionCodec.Uncompressed => stored,
            CompressionCodec.Snappy => SnappyPage.Decompress(stored, size),
            CompressionCodec.Gzip => GzipPage.Decompress(stored, size),
            _ => throw UnreadableFileException.Unsupported(
                $"pages are compressed with {Name(codec)}",
                "write the file with snappy, gzip or no compression (in pandas: to_parquet(…, compression=\"snappy\"))"),
        };
        return content.Length == size
            ? content
            : throw UnreadableFileException.Damaged($"a page holds {content.Length} bytes where its head announces {size}");
    }

    private static string Name(CompressionCodec codec) =>
        Enum.IsDefined(codec) ? codec.ToString().ToLowerInvariant() : $"the unknown codec {(int)codec}";
}
