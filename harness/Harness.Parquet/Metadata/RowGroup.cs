using Harness.Parquet.Thrift;

namespace Harness.Parquet.Metadata;

/// <summary>A horizontal slice of the table: one chunk per column (parquet.thrift, <c>RowGroup</c>).</summary>
/// <param name="Ordinal">Its place among the file's row groups.</param>
internal sealed record RowGroup(IReadOnlyList<ColumnChunk> Chunks, long Rows, int Ordinal = 0)
{
    public static void Write(RowGroup group, CompactWriter writer)
    {
        writer.StructList(1, group.Chunks, ColumnChunk.Write);
        writer.Int64(2, group.Chunks.Sum(chunk => chunk.UncompressedSize));
        writer.Int64(3, group.Rows);
        writer.Int64(5, group.Chunks[0].Offset);
        writer.Int64(6, group.Chunks.Sum(chunk => chunk.CompressedSize));
        // The format gives the ordinal 16 bits; it is optional.
        if (group.Ordinal <= short.MaxValue)
            writer.Int16(7, (short)group.Ordinal);
    }

    public static RowGroup Read(ref CompactReader reader)
    {
        List<ColumnChunk> chunks = [];
        var rows = -1L;
        var field = default(ThriftField);
        while (reader.Next(ref field))
            switch (field.Id)
            {
                case 1: ReadChunks(ref reader, field, chunks); break;
                case 3: rows = reader.Int64(field); break;
                default: reader.Skip(field); break;
            }
        return new(chunks, rows);
    }

    private static void ReadChunks(ref CompactReader reader, ThriftField field, List<ColumnChunk> chunks)
    {
        var count = reader.List(field, ThriftType.Struct);
        for (var i = 0; i < count; i++)
            chunks.Add(ColumnChunk.Read(ref reader));
    }
}
