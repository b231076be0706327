using Engine.Tables;
using Parquet;

namespace Harness.ParquetNet.Reading;

/// <summary>Reads a file whole.</summary>
internal static class TableReader
{
    // Dates as dates, so that they are told from moments.
    private static ParquetOptions Options => new() { UseDateOnlyTypeForDates = true, TreatByteArrayAsString = true, TreatBigIntegersAsDates = false };

    public static async Task<TableFile> ReadAsync(Stream input)
    {
        await using var reader = await ParquetReader.CreateAsync(input, Options);
        ColumnReader[] columns = [.. reader.Schema.Fields.Select(ColumnReaders.For)];
        var rows = CountRows(reader, columns);
        foreach (var column in columns)
            await ReadAsync(reader, column, rows);
        var schema = new TableSchema(reader.Metadata!.Schema[0].Name, [.. columns.Select(column => column.Column)]);
        return new TableFile(new Table(schema, [.. columns.Select(column => column.Values)]), Metadata(reader));
    }

    /// <summary>The rows of the file, once all that states their number agrees: Parquet.Net reserves memory for what is stated.</summary>
    private static int CountRows(ParquetReader reader, ColumnReader[] columns)
    {
        var rows = reader.RowGroups.Sum(group => group.RowCount);
        if (rows != reader.Metadata!.NumRows || reader.RowGroups.Any(group => group.RowCount < 0))
            throw Contradiction($"{reader.Metadata.NumRows} rows are announced, its row groups have {rows}");
        foreach (var group in reader.RowGroups)
        {
            if (columns.FirstOrDefault(column => group.GetMetadata(column.Field)?.MetaData?.NumValues != group.RowCount) is { } wrong)
                throw Contradiction($"column {wrong.Field.Name} lacks values of a row group of {group.RowCount} rows");
        }
        return rows <= Array.MaxLength ? (int)rows : throw new UnreadableFileException($"{rows} rows are more than can be read at once; write the table as several files");
    }

    private static UnreadableFileException Contradiction(string what) => new($"{what}. The file is damaged or incomplete: copy or write it again");

    private static async Task ReadAsync(ParquetReader reader, ColumnReader column, int rows)
    {
        column.Allocate(rows);
        foreach (var group in reader.RowGroups)
            await column.ReadAsync(group);
    }

    private static Dictionary<string, string> Metadata(ParquetReader reader) =>
        reader.Metadata!.KeyValueMetadata?.ToDictionary(pair => pair.Key, pair => pair.Value ?? "", StringComparer.Ordinal) ?? [];
}
