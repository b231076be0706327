using Harness.Parquet.Bytes;
using Harness.Parquet.Compression;
using Harness.Parquet.Metadata;
using Harness.Parquet.Thrift;

namespace Harness.Parquet.Writing;

/// <summary>Puts pages into the file: head, then compressed content.</summary>
internal sealed class PageWriter(CountingOutput output, ParquetOptions options)
{
    private readonly ByteBuffer _head = new();

    public CompressionCodec Codec { get; } = options.Compress ? CompressionCodec.Snappy : CompressionCodec.Uncompressed;

    public long Position => output.Position;

    /// <param name="content">What the page holds, uncompressed.</param>
    /// <returns>The bytes that the page would take without compression, its head included.</returns>
    public long Write(PageType type, PageEncoding encoding, int values, ReadOnlySpan<byte> content)
    {
        var stored = PageCodec.Compress(Codec, content);
        _head.Clear();
        Header(type, encoding, values, content.Length, stored).Write(new CompactWriter(_head));
        output.Write(_head.Written);
        output.Write(stored);
        return (long)_head.Length + content.Length;
    }

    private PageHeader Header(PageType type, PageEncoding encoding, int values, int size, ReadOnlySpan<byte> stored) => new()
    {
        Type = type,
        Encoding = encoding,
        Values = values,
        UncompressedSize = size,
        CompressedSize = stored.Length,
        Checksum = options.Checksums ? (int)Crc32.Of(stored) : null,
    };
}
