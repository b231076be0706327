using Engine.Tables;
using Parquet;
using Parquet.Schema;

namespace Harness.ParquetNet.Reading;

/// <summary>Reads one column, row group by row group.</summary>
internal abstract class ColumnReader(DataField field, ColumnKind kind)
{
    public DataField Field { get; } = field;

    public Column Column { get; } = new(field.Name, kind, field.IsNullable, "");

    /// <summary>What has been read.</summary>
    public abstract ColumnValues Values { get; }

    /// <summary>Makes room for all rows of the file.</summary>
    public abstract void Allocate(int rows);

    /// <summary>Reads the column's next rows.</summary>
    public abstract Task ReadAsync(ParquetRowGroupReader group);
}
