using Engine.Tables;
using Parquet;
using Parquet.Schema;

namespace Harness.ParquetNet.Writing;

/// <summary>Writes values that a table holds as <typeparamref name="TValue"/> and Parquet.Net takes as <typeparamref name="TStored"/>.</summary>
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
