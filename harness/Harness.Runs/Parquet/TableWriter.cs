using System.IO.Compression;
using System.Text;
using Harness.Runs.Tables;
using Parquet;
using Parquet.Schema;

namespace Harness.Runs.Parquet;

/// <summary>Writes a table row group by row group, with a blank for the checksum.</summary>
internal sealed class TableWriter(Stream output, int rowsPerGroup)
{
    public async Task WriteAsync(Table table, IReadOnlyDictionary<string, string> metadata)
    {
        CheckNames(table.Schema);
        var schema = new ParquetSchema(table.Schema.Columns.Select(column => ColumnWriter.For(column.Kind).Field(column)));
        await using var writer = await ParquetWriter.CreateAsync(schema, output, Options(table.Schema));
        // Sorted: a dictionary promises no order, a file does.
        var all = metadata.Append(new(FileChecksum.Key, FileChecksum.Blank)).OrderBy(pair => pair.Key, StringComparer.Ordinal);
        writer.CustomMetadata = new Dictionary<string, string>(all);
        for (var row = 0L; row < table.Rows; row += rowsPerGroup)
            await WriteGroupAsync(writer, schema, table, (int)row..(int)Math.Min(row + rowsPerGroup, table.Rows));
    }

    private static void CheckNames(TableSchema schema)
    {
        if (schema.Columns.IsEmpty)
            throw new ArgumentException($"table {schema.Name} has no column; a Parquet file needs one");
        if (schema.Columns.GroupBy(column => column.Name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new ArgumentException($"table {schema.Name} has {twice.Count()} columns of the name {twice.Key}; names must differ");
    }

    private static ParquetOptions Options(TableSchema schema)
    {
        var options = new ParquetOptions
        {
            CompressionMethod = CompressionMethod.Zstd,
            // The next level, which is the default, takes ten times as long for a tenth of the size.
            CompressionLevel = CompressionLevel.Optimal,
            // Of one: texts always refer to a dictionary, however few of them are equal.
            DictionaryEncodingThreshold = 1,
        };
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
            await ColumnWriter.For(column.Kind).WriteAsync(group, field, values, rows);
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException($"column {column.Name}, rows {rows.Start} to {rows.End}: {e.Message}", e);
        }
    }
}

/// <summary>Writes columns of one kind.</summary>
internal abstract class ColumnWriter
{
    // Half a surrogate pair has no UTF-8: better an error than the replacement that Parquet.Net would write.
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>In milliseconds since 1970, the years 1 to 9999.</summary>
    private const long FirstMoment = -62_135_596_800_000, LastMoment = 253_402_300_799_999;

    private static readonly Dictionary<ColumnKind, ColumnWriter> ByKind = new()
    {
        [ColumnKind.Boolean] = Plain<bool>(),
        [ColumnKind.Int32] = Plain<int>(),
        [ColumnKind.Int64] = Plain<long>(),
        [ColumnKind.Float32] = Plain<float>(),
        [ColumnKind.Float64] = Plain<double>(),
        [ColumnKind.Text] = new ColumnWriter<string, ReadOnlyMemory<char>>(
            column => new DataField<string>(column.Name, column.Nullable),
            Text),
        // Parquet.Net 6.1.0 writes the bounds of moments in milliseconds, whatever the column's unit: in another unit readers would leave
        // out row groups that hold what they look for.
        [ColumnKind.Timestamp] = new ColumnWriter<long, DateTime>(
            column => new DateTimeDataField(column.Name, DateTimeFormat.Timestamp, true, DateTimeTimeUnit.Millis, column.Nullable),
            Moment),
    };

    public static ColumnWriter For(ColumnKind kind) => ByKind[kind];

    public abstract DataField Field(Column column);

    /// <summary>Writes some rows as the next column of <paramref name="group"/>.</summary>
    public abstract Task WriteAsync(ParquetRowGroupWriter group, DataField field, ColumnValues column, Range rows);

    private static ColumnWriter<T, T> Plain<T>() where T : struct =>
        new(column => new DataField<T>(column.Name, column.Nullable), value => value);

    private static DateTime Moment(long milliseconds) => milliseconds >= FirstMoment && milliseconds <= LastMoment
        ? DateTime.UnixEpoch.AddTicks(milliseconds * TimeSpan.TicksPerMillisecond)
        : throw new ArgumentException(
            $"a moment {milliseconds} milliseconds from 1970 is outside of years 1 to 9999, which is all that Parquet.Net can read");

    private static ReadOnlyMemory<char> Text(string text)
    {
        Utf8.GetByteCount(text);
        return text.AsMemory();
    }
}

/// <summary>
/// Writes values that a table holds as <typeparamref name="TValue"/> and Parquet.Net takes as <typeparamref name="TStored"/>.
/// </summary>
internal sealed class ColumnWriter<TValue, TStored>(Func<Column, DataField> field, Func<TValue, TStored> convert) : ColumnWriter
    where TStored : struct
{
    public override DataField Field(Column column) => field(column);

    public override Task WriteAsync(ParquetRowGroupWriter group, DataField field, ColumnValues column, Range rows)
    {
        var (first, count) = rows.GetOffsetAndLength(column.Rows);
        var existing = Existing(column, first, count);
        return field.IsNullable
            ? group.WriteAllPartsAsync<TStored>(field, existing, Levels(column, first, count), null, CancellationToken.None)
            : group.WriteAsync<TStored>(field, existing);
    }

    /// <summary>The values that exist; what stands at a null is not written.</summary>
    private ReadOnlyMemory<TStored> Existing(ColumnValues column, int first, int count)
    {
        var values = (TValue[])column.Values;
        var existing = new TStored[count];
        var filled = 0;
        for (var row = first; row < first + count; row++)
            if (column.IsPresent(row))
                existing[filled++] = convert(values[row]);
        return existing.AsMemory(0, filled);
    }

    /// <summary>Per row 1 for a value, 0 for null: the definition levels of a flat column.</summary>
    private static int[] Levels(ColumnValues column, int first, int count)
    {
        var levels = new int[count];
        for (var i = 0; i < count; i++)
            levels[i] = column.IsPresent(first + i) ? 1 : 0;
        return levels;
    }
}
