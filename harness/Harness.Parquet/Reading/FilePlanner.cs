using Harness.Parquet.Metadata;

namespace Harness.Parquet.Reading;

/// <summary>Checks the footer's claims against each other and the file's length, before anything is read or allocated by them.</summary>
internal static class FilePlanner
{
    /// <param name="end">Where the pages end.</param>
    public static FilePlan Plan(FileMetadata metadata, long end)
    {
        var columns = Columns(metadata.Schema);
        CheckRows(metadata, columns);
        foreach (var (group, i) in metadata.Groups.Select((group, i) => (group, i)))
            if (group.Chunks.Count != columns.Count)
                throw UnreadableFileException.Damaged(
                    $"row group {i} has {group.Chunks.Count} columns where the schema has {columns.Count}");
        return new(metadata.Schema[0].Name,
            [.. columns.Select((column, i) => new ColumnChunks(column, [.. Chunks(metadata, column, i, end)]))]);
    }

    private static List<ColumnPlan> Columns(IReadOnlyList<SchemaElement> schema)
    {
        if (schema.Count == 0)
            throw UnreadableFileException.Damaged("the footer has no schema");
        var columns = schema.Skip(1).Select(ColumnPlanner.Plan).ToList();
        return schema[0].Children == columns.Count
            ? columns
            : throw UnreadableFileException.Damaged($"the schema announces {schema[0].Children} columns and has {columns.Count}");
    }

    private static void CheckRows(FileMetadata metadata, List<ColumnPlan> columns)
    {
        if (metadata.Groups.FirstOrDefault(group => group.Rows is < 0 or > int.MaxValue) is { } odd)
            throw UnreadableFileException.Damaged($"a row group of {odd.Rows} rows is announced where 0 to {int.MaxValue} are possible");
        var rows = metadata.Groups.Sum(group => group.Rows);
        if (rows != metadata.Rows)
            throw UnreadableFileException.Damaged($"the file announces {metadata.Rows} rows, its row groups {rows}");
        MemoryNeed.Check(rows, columns);
    }

    private static IEnumerable<ChunkPlan> Chunks(FileMetadata metadata, ColumnPlan column, int index, long end) =>
        metadata.Groups.Select((group, i) => Chunk(group.Chunks[index], group, i, column, end));

    private static ChunkPlan Chunk(ColumnChunk chunk, RowGroup group, int index, ColumnPlan column, long end)
    {
        var place = $"column {column.Column.Name}, row group {index}";
        if (chunk.Type != column.Type)
            throw UnreadableFileException.Damaged($"{place}: the values are {chunk.Type}, the schema says {column.Type}");
        if (chunk.Values != group.Rows)
            throw UnreadableFileException.Damaged($"{place}: {chunk.Values} values are announced for {group.Rows} rows");
        if (chunk.Offset < Magic.Plain.Length || chunk.CompressedSize < 0 || chunk.CompressedSize > end - chunk.Offset)
            throw UnreadableFileException.Damaged(
                $"{place}: {chunk.CompressedSize} bytes from {chunk.Offset} on are announced, " +
                $"the pages lie from {Magic.Plain.Length} to {end}");
        if (chunk.CompressedSize > Array.MaxLength)
            throw UnreadableFileException.TooLarge(
                $"{place} takes {chunk.CompressedSize} bytes", $"write smaller row groups, {Array.MaxLength} bytes a column at most");
        return new(index, chunk.Offset, (int)chunk.CompressedSize, (int)group.Rows, chunk.Codec);
    }
}
