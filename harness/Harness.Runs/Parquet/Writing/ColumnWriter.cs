using Engine.Tables;
using Parquet;
using Parquet.Schema;

namespace Harness.ParquetNet.Writing;

/// <summary>Writes columns of one kind.</summary>
internal abstract class ColumnWriter
{
    public abstract DataField Field(Column column);

    /// <summary>Writes some rows as the next column of <paramref name="group"/>.</summary>
    public abstract Task WriteAsync(ParquetRowGroupWriter group, DataField field, ColumnValues column, Range rows);
}
