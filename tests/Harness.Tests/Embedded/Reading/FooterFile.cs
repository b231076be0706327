using Harness.Parquet.Bytes;
using Harness.Parquet.Metadata;
using Harness.Parquet.Thrift;

namespace Harness.Parquet.Tests.Reading;

/// <summary>Files with pages and a footer of the test's choosing, such as our writer would never write.</summary>
internal static class FooterFile
{
    public static byte[] Of(FileMetadata metadata, params ReadOnlySpan<byte> pages)
    {
        var file = new ByteBuffer();
        file.Bytes("PAR1"u8);
        file.Bytes(pages);
        var start = file.Length;
        metadata.Write(new CompactWriter(file));
        file.Int32(file.Length - start);
        file.Bytes("PAR1"u8);
        return file.Written.ToArray();
    }

    /// <summary>One column of one row group whose pages lie right behind the magic.</summary>
    public static byte[] OneColumn(SchemaElement column, long rows, byte[] pages) => Of(
        new()
        {
            Schema = [SchemaElement.Root("schema", 1), column],
            Rows = rows,
            Groups = [new([Chunk(column, rows, pages.Length)], rows)],
        },
        pages);

    public static ColumnChunk Chunk(SchemaElement column, long rows, long bytes) =>
        new()
        {
            Type = column.Type ?? default,
            Name = column.Name,
            Values = rows,
            CompressedSize = bytes,
            UncompressedSize = bytes,
            DataOffset = 4
        };

    /// <summary>A page head that is a struct of numbers, most of them left out: 1 type, 2 and 3 sizes, then the data page's head.</summary>
    public static byte[] Page(PageEncoding encoding, int values, params byte[] content)
    {
        var head = new ByteBuffer();
        new PageHeader
        {
            Encoding = encoding,
            Values = values,
            UncompressedSize = content.Length,
            CompressedSize = content.Length
        }.Write(new CompactWriter(head));
        return [.. head.Written, .. content];
    }

    /// <summary>A version-2 page (parquet.thrift, <c>DataPageHeaderV2</c>), uncompressed, without repetition levels.</summary>
    public static byte[] PageV2(PageEncoding encoding, int values, int nulls, byte[] levels, byte[] content)
    {
        var head = new ByteBuffer();
        var writer = new CompactWriter(head);
        writer.BeginStruct();
        writer.Int32(1, (int)PageType.DataV2);
        writer.Int32(2, levels.Length + content.Length);
        writer.Int32(3, levels.Length + content.Length);
        writer.BeginStruct(8);
        writer.Int32(1, values);
        writer.Int32(2, nulls);
        writer.Int32(3, values);
        writer.Int32(4, (int)encoding);
        writer.Int32(5, levels.Length);
        writer.Int32(6, 0);
        writer.Boolean(7, false);
        writer.EndStruct();
        writer.EndStruct();
        return [.. head.Written, .. levels, .. content];
    }
}
