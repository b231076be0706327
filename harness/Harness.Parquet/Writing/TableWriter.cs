using Engine.Tables;
using Harness.Parquet.Bytes;
using Harness.Parquet.Metadata;
using Harness.Parquet.Thrift;

namespace Harness.Parquet.Writing;

/// <summary>Writes a file: the magic, row groups, the footer with its length, the magic again.</summary>
internal sealed class TableWriter(Stream stream, ParquetOptions options)
{
    private readonly CountingOutput _output = new(stream);

    public void Write(Table table, IReadOnlyDictionary<string, string> metadata)
    {
        CheckNames(table.Schema);
        _output.Write(Magic.Plain);
        var chunks = new ChunkWriter(new PageWriter(_output, options), options);
        List<RowGroup> groups = [];
        for (var row = 0L; row < table.Rows; row += options.RowsPerGroup)
            groups.Add(Group(table, (int)row..(int)Math.Min(row + options.RowsPerGroup, table.Rows), groups.Count, chunks));
        WriteFooter(Footer(table, groups, metadata));
    }

    private static void CheckNames(TableSchema schema)
    {
        if (schema.Columns.IsEmpty)
            throw new ArgumentException($"table {schema.Name} has no column; a Parquet file needs one");
        if (schema.Columns.GroupBy(column => column.Name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new ArgumentException($"table {schema.Name} has {twice.Count()} columns of the name {twice.Key}; names must differ");
    }

    private static RowGroup Group(Table table, Range rows, int ordinal, ChunkWriter writer)
    {
        var chunks = new List<ColumnChunk>(table.Columns.Length);
        foreach (var (column, values) in table.Schema.Columns.Zip(table.Columns))
            chunks.Add(Chunk(column, values, rows, writer));
        return new(chunks, rows.End.Value - rows.Start.Value, ordinal);
    }

    private static ColumnChunk Chunk(Column column, ColumnValues values, Range rows, ChunkWriter writer)
    {
        try
        {
            return writer.Write(column, values, rows);
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException($"column {column.Name}, rows {rows.Start} to {rows.End}: {e.Message}", e);
        }
    }

    private static FileMetadata Footer(Table table, List<RowGroup> groups, IReadOnlyDictionary<string, string> metadata) => new()
    {
        Schema = [SchemaElement.Root(table.Schema.Name, table.Schema.Columns.Length), .. table.Schema.Columns.Select(ColumnTypes.Element)],
        Rows = table.Rows,
        Groups = groups,
        // Sorted: a dictionary promises no order, a file does.
        KeyValues = [.. metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal)],
        CreatedBy = CreatedBy.Engine,
    };

    private void WriteFooter(FileMetadata metadata)
    {
        var footer = new ByteBuffer();
        metadata.Write(new CompactWriter(footer));
        footer.Int32(footer.Length);
        footer.Bytes(Magic.Plain);
        _output.Write(footer.Written);
    }
}
