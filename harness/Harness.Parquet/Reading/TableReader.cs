using Engine.Tables;

namespace Harness.Parquet.Reading;

/// <summary>Reads a whole file: the footer, then column by column and chunk by chunk.</summary>
internal static class TableReader
{
    public static TableFile Read(Stream stream)
    {
        var (metadata, end) = FooterReader.Read(stream);
        var plan = FilePlanner.Plan(metadata, end);
        var columns = plan.Columns.Select(column => ReadColumn(stream, column)).ToArray();
        var table = new Table(new TableSchema(plan.Name, [.. plan.Columns.Select(column => column.Plan.Column)]), [.. columns]);
        // A key given twice is allowed by the format; the last one counts.
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in metadata.KeyValues)
            values[key] = value;
        return new(table, values);
    }

    private static ColumnValues ReadColumn(Stream stream, ColumnChunks column)
    {
        var reader = column.Plan.Reader();
        foreach (var chunk in column.Chunks)
            ReadChunk(stream, reader, chunk);
        try
        {
            return reader.Finish();
        }
        catch (UnreadableFileException e)
        {
            throw e.Within($"column {column.Plan.Column.Name}");
        }
    }

    private static void ReadChunk(Stream stream, ColumnReader reader, ChunkPlan chunk)
    {
        try
        {
            reader.Read(chunk, FileBytes.Read(stream, chunk.Offset, chunk.Size));
        }
        catch (UnreadableFileException e)
        {
            throw e.Within($"column {reader.Plan.Column.Name}, row group {chunk.Group}");
        }
    }
}
