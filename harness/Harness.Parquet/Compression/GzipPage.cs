using System.IO.Compression;

namespace Harness.Parquet.Compression;

/// <summary>Gzip members (RFC 1952).</summary>
internal static class GzipPage
{
    // Deflate codes at best 258 bytes in two bits.
    private const int MostExpansion = 1032;

    public static byte[] Decompress(ReadOnlySpan<byte> stored, int size)
    {
        if (size > (long)stored.Length * MostExpansion)
            throw UnreadableFileException.Damaged($"a page of {stored.Length} bytes announces {size}, more than gzip can hold");
        try
        {
            using var gzip = new GZipStream(new MemoryStream(stored.ToArray()), CompressionMode.Decompress);
            var content = new byte[size];
            gzip.ReadExactly(content);
            return gzip.ReadByte() < 0
                ? content
                : throw UnreadableFileException.Damaged($"a gzip page holds more than the {size} bytes its head announces");
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw UnreadableFileException.Damaged("a gzip page cannot be decompressed", e);
        }
    }
}
