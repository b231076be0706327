using Harness.Parquet.Thrift;

namespace Harness.Parquet.Metadata;

/// <summary>The head of a page (parquet.thrift, <c>PageHeader</c> with the head of its type).</summary>
internal sealed record PageHeader
{
    public PageType Type { get; init; }

    /// <summary>Bytes behind the head, uncompressed; in a version-2 page with its levels.</summary>
    public int UncompressedSize { get; init; }

    /// <summary>Bytes behind the head, in the file.</summary>
    public int CompressedSize { get; init; }

    /// <summary>The CRC-32 of those bytes.</summary>
    public int? Checksum { get; init; }

    /// <summary>Rows of a data page, nulls included; entries of a dictionary.</summary>
    public int Values { get; init; } = -1;

    public PageEncoding Encoding { get; init; }

    /// <summary>Of a version-1 page.</summary>
    public PageEncoding LevelEncoding { get; init; } = PageEncoding.Rle;

    /// <summary>Of a version-2 page.</summary>
    public int Nulls { get; init; }

    /// <summary>Bytes of a version-2 page's definition levels.</summary>
    public int DefinitionBytes { get; init; }

    /// <summary>Bytes of a version-2 page's repetition levels.</summary>
    public int RepetitionBytes { get; init; }

    /// <summary>Whether a version-2 page's values are compressed.</summary>
    public bool Compressed { get; init; } = true;

    /// <summary>Writes the head of a dictionary or version-1 data page.</summary>
    public void Write(CompactWriter writer)
    {
        writer.BeginStruct();
        writer.Int32(1, (int)Type);
        writer.Int32(2, UncompressedSize);
        writer.Int32(3, CompressedSize);
        if (Checksum is { } checksum)
            writer.Int32(4, checksum);
        writer.BeginStruct(Type == PageType.Dictionary ? 7 : 5);
        writer.Int32(1, Values);
        writer.Int32(2, (int)Encoding);
        if (Type == PageType.Data)
            WriteLevelEncodings(writer);
        writer.EndStruct();
        writer.EndStruct();
    }

    // Both fields are required, though a flat table has no repetition levels.
    private void WriteLevelEncodings(CompactWriter writer)
    {
        writer.Int32(3, (int)LevelEncoding);
        writer.Int32(4, (int)PageEncoding.Rle);
    }

    public static PageHeader Read(ref CompactReader reader)
    {
        var header = new PageHeader();
        var field = default(ThriftField);
        while (reader.Next(ref field))
            switch (field.Id)
            {
                case 1: header = header with { Type = (PageType)reader.Int32(field) }; break;
                case 2: header = header with { UncompressedSize = reader.Int32(field) }; break;
                case 3: header = header with { CompressedSize = reader.Int32(field) }; break;
                case 4: header = header with { Checksum = reader.Int32(field) }; break;
                case 5 or 7: header = header.WithDetails(ref reader, field); break;
                case 8: header = header.WithDetailsV2(ref reader, field); break;
                default: reader.Skip(field); break;
            }
        return header;
    }

    private PageHeader WithDetails(ref CompactReader reader, ThriftField outer)
    {
        outer.Expect(ThriftType.Struct);
        var header = this;
        var field = default(ThriftField);
        while (reader.Next(ref field))
            switch (field.Id)
            {
                case 1: header = header with { Values = reader.Int32(field) }; break;
                case 2: header = header with { Encoding = (PageEncoding)reader.Int32(field) }; break;
                case 3 when outer.Id == 5: header = header with { LevelEncoding = (PageEncoding)reader.Int32(field) }; break;
                default: reader.Skip(field); break;
            }
        return header;
    }

    private PageHeader WithDetailsV2(ref CompactReader reader, ThriftField outer)
    {
        outer.Expect(ThriftType.Struct);
        var header = this;
        var field = default(ThriftField);
        while (reader.Next(ref field))
            switch (field.Id)
            {
                case 1: header = header with { Values = reader.Int32(field) }; break;
                case 2: header = header with { Nulls = reader.Int32(field) }; break;
                case 4: header = header with { Encoding = (PageEncoding)reader.Int32(field) }; break;
                case 5: header = header with { DefinitionBytes = reader.Int32(field) }; break;
                case 6: header = header with { RepetitionBytes = reader.Int32(field) }; break;
                case 7: header = header with { Compressed = field.Boolean() }; break;
                default: reader.Skip(field); break;
            }
        return header;
    }
}
