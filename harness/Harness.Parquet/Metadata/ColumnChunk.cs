using Harness.Parquet.Compression;
using Harness.Parquet.Thrift;

namespace Harness.Parquet.Metadata;

/// <summary>Where a column's values of one row group lie, and how (parquet.thrift, <c>ColumnChunk</c> with its
/// <c>ColumnMetaData</c>).</summary>
internal sealed record ColumnChunk
{
    public PhysicalType Type { get; init; }

    public IReadOnlyList<PageEncoding> Encodings { get; init; } = [];

    public string Name { get; init; } = "";

    public CompressionCodec Codec { get; init; }

    /// <summary>Rows, nulls included.</summary>
    public long Values { get; init; }

    /// <summary>Bytes of all pages with their heads, as if nothing were compressed.</summary>
    public long UncompressedSize { get; init; }

    /// <summary>Bytes of all pages with their heads, in the file.</summary>
    public long CompressedSize { get; init; }

    /// <summary>Where the first data page begins, in bytes from the file's first.</summary>
    public long DataOffset { get; init; }

    public long? DictionaryOffset { get; init; }

    public ChunkStatistics? Statistics { get; init; }

    /// <summary>Where the pages begin. Some writers leave the dictionary's offset at 0, or say nothing of it.</summary>
    public long Offset => DictionaryOffset is { } dictionary and > 0 && dictionary < DataOffset ? dictionary : DataOffset;

    public static void Write(ColumnChunk chunk, CompactWriter writer)
    {
        // A required field that means nothing any more.
        writer.Int64(2, 0);
        writer.BeginStruct(3);
        chunk.WriteMetadata(writer);
        writer.EndStruct();
    }

    private void WriteMetadata(CompactWriter writer)
    {
        writer.Int32(1, (int)Type);
        writer.Int32List(2, [.. Encodings.Select(encoding => (int)encoding)]);
        writer.TextList(3, [Name]);
        writer.Int32(4, (int)Codec);
        writer.Int64(5, Values);
        writer.Int64(6, UncompressedSize);
        writer.Int64(7, CompressedSize);
        writer.Int64(9, DataOffset);
        if (DictionaryOffset is { } dictionary)
            writer.Int64(11, dictionary);
        if (Statistics is null)
            return;
        writer.BeginStruct(12);
        Statistics.Write(writer);
        writer.EndStruct();
    }

    public static ColumnChunk Read(ref CompactReader reader)
    {
        ColumnChunk? chunk = null;
        var field = default(ThriftField);
        while (reader.Next(ref field))
            if (field.Id == 3)
                chunk = ReadMetadata(ref reader, field);
            else if (field.Id is 1 or 8 or 9)
                throw Elsewhere(field.Id);
            else
                reader.Skip(field);
        return chunk ?? throw UnreadableFileException.Damaged("a column chunk has no metadata");
    }

    private static UnreadableFileException Elsewhere(int field) => field == 1
        ? UnreadableFileException.Unsupported("a column lies in another file", "write the table as one whole file")
        : UnreadableFileException.Unsupported("a column is encrypted", "write the file without encryption");

    private static ColumnChunk ReadMetadata(ref CompactReader reader, ThriftField outer)
    {
        outer.Expect(ThriftType.Struct);
        var chunk = new ColumnChunk();
        var field = default(ThriftField);
        while (reader.Next(ref field))
            chunk = chunk.With(ref reader, field);
        return chunk;
    }

    // Statistics and the list of encodings are passed over: whoever reads every page needs neither.
    private ColumnChunk With(ref CompactReader reader, ThriftField field)
    {
        switch (field.Id)
        {
            case 1: return this with { Type = (PhysicalType)reader.Int32(field) };
            case 4: return this with { Codec = (CompressionCodec)reader.Int32(field) };
            case 5: return this with { Values = reader.Int64(field) };
            case 7: return this with { CompressedSize = reader.Int64(field) };
            case 9: return this with { DataOffset = reader.Int64(field) };
            case 11: return this with { DictionaryOffset = reader.Int64(field) };
            default:
                reader.Skip(field);
                return this;
        }
    }
}
