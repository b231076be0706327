using Harness.Parquet.Bytes;
using Harness.Parquet.Compression;
using Harness.Parquet.Metadata;

namespace Harness.Parquet.Reading;

/// <summary>A data page of either version, opened: levels and values uncompressed and apart.</summary>
/// <param name="header">The page's head.</param>
/// <param name="levels">Definition levels without their length; empty in a required column.</param>
/// <param name="values">What stands behind the levels.</param>
internal readonly ref struct DataPage(PageHeader header, ReadOnlySpan<byte> levels, ReadOnlySpan<byte> values)
{
    public PageHeader Header { get; } = header;

    public ReadOnlySpan<byte> Levels { get; } = levels;

    public ReadOnlySpan<byte> Values { get; } = values;

    public static DataPage Open(Page page, CompressionCodec codec, bool nullable) =>
        page.Header.Type == PageType.DataV2 ? OpenV2(page, codec) : OpenV1(page, codec, nullable);

    private static DataPage OpenV1(Page page, CompressionCodec codec, bool nullable)
    {
        var content = new ByteReader(PageCodec.Decompress(codec, page.Stored, page.Header.UncompressedSize));
        if (!nullable)
            return new(page.Header, [], content.Rest);
        if (page.Header.LevelEncoding != PageEncoding.Rle)
            throw UnreadableFileException.Unsupported(
                $"definition levels are encoded as {page.Header.LevelEncoding}", "write the file with a newer library");
        var levels = content.Take(content.Int32());
        return new(page.Header, levels, content.Rest);
    }

    // Version 2 keeps the levels outside what is compressed.
    private static DataPage OpenV2(Page page, CompressionCodec codec)
    {
        var header = page.Header;
        var stored = new ByteReader(page.Stored);
        stored.Take(header.RepetitionBytes);
        var levels = stored.Take(header.DefinitionBytes);
        var size = (long)header.UncompressedSize - header.RepetitionBytes - header.DefinitionBytes;
        if (size < 0)
            throw UnreadableFileException.Damaged(
                $"a page of {header.UncompressedSize} bytes announces {header.DefinitionBytes} bytes of levels");
        return new(header, levels, PageCodec.Decompress(header.Compressed ? codec : CompressionCodec.Uncompressed, stored.Rest, (int)size));
    }
}
