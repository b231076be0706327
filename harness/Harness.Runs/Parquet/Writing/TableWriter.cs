using Engine.Tables;
using Harness.ParquetNet.Footers;
using Parquet;
using Parquet.Schema;

namespace Harness.ParquetNet.Writing;

/// <summary>Writes a table row group by row group.</summary>
internal sealed class TableWriter(SynchronousOutput output, int rowsPerGroup)
{
    public async Task WriteAsync(Table table, IReadOnlyDictionary<string, string> metadata)
    {
        CheckNames(table.Schema);
        var schema = new ParquetSchema(table.Schema.Columns.Select(Field));
        var writer = await ParquetWriter.CreateAsync(schema, output, Options(table.Schema));
        // Sorted: a dictionary promises no order, a file does.
        writer.CustomMetadata = new Dictionary<string, string>(metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal));
        for (var row = 0L; row < table.Rows; row += rowsPerGroup)
            await WriteGroupAsync(writer, schema, table, (int)row..(int)Math.Min(row + rowsPerGroup, table.Rows));
        output.HoldBack();
        await writer.DisposeAsync();
        output.Release(end => Footer.Declare(end, table.Schema));
    }

    private static void CheckNames(TableSchema schema)
    {
        if (schema.Columns.IsEmpty)
            throw new ArgumentException($"table {schema.Name} has no column; a Parquet file needs one");
        if (schema.Columns.GroupBy(column => column.Name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new ArgumentException($"table {schema.Name} has {twice.Count()} columns of the name {twice.Key}; names must differ");
    }

    private static DataField Field(Column column) => ColumnWriters.For(column.Kind).Field(column);

    private static ParquetOptions Options(TableSchema schema)
    {
        // A threshold of one: texts always refer to a dictionary, however few of them are equal.
        var options = new ParquetOptions { CompressionMethod = CompressionMethod.Snappy, DictionaryEncodingThreshold = 1 };
        foreach (var text in schema.Columns.Where(column => column.Kind == ColumnKind.Text))
            options.ColumnEncodingHints[text.Name] = EncodingHint.Dictionary;
        return options;
    }

    private static async Task WriteGroupAsync(ParquetWriter writer, ParquetSchema schema, Table table, Range rows)
    {
        using var group = writer.CreateRowGroup();
        for (var i = 0; i < table.Columns.Length; i++)
            await WriteColumnAsync(group, schema.DataFields[i], table.Schema.Columns[i], table.Columns[i], rows);
        group.CompleteValidate();
    }

    private static async Task WriteColumnAsync(ParquetRowGroupWriter group, DataField field, Column column, ColumnValues values, Range rows)
    {
        try
        {
            await ColumnWriters.For(column.Kind).WriteAsync(group, field, values, rows);
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException($"column {column.Name}, rows {rows.Start} to {rows.End}: {e.Message}", e);
        }
    }
}
