using Harness.Parquet.Bytes;
using Harness.Parquet.Compression;
using Harness.Parquet.Metadata;
using Harness.Parquet.Thrift;

namespace Harness.Parquet.Reading;

/// <summary>Goes from page to page through the bytes of a chunk.</summary>
internal ref struct PageCursor(ReadOnlySpan<byte> chunk)
{
    private ByteReader _bytes = new(chunk);

    public Page Next()
    {
        if (_bytes.Remaining == 0)
            throw UnreadableFileException.Damaged("the pages end before all rows are there");
        var reader = new CompactReader(_bytes.Rest);
        var header = PageHeader.Read(ref reader);
        _bytes.Take(reader.Position);
        var stored = _bytes.Take(header.CompressedSize);
        Check(header, stored);
        return new(header, stored);
    }

    private static void Check(PageHeader header, ReadOnlySpan<byte> stored)
    {
        if (header.UncompressedSize < 0)
            throw UnreadableFileException.Damaged($"a page announces a size of {header.UncompressedSize}");
        if (header.Checksum is { } checksum && (uint)checksum != Crc32.Of(stored))
            throw UnreadableFileException.Damaged($"a page has the checksum {Crc32.Of(stored):x8}, its head says {checksum:x8}");
    }
}
