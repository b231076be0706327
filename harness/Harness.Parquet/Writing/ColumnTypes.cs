using Engine.Tables;
using Harness.Parquet.Metadata;

namespace Harness.Parquet.Writing;

/// <summary>How a table's columns are declared in the file's schema.</summary>
internal static class ColumnTypes
{
    public static SchemaElement Element(Column column) =>
        new(column.Name, Physical(column.Kind), column.Nullable ? Repetition.Optional : Repetition.Required, 0, Meaning(column.Kind));

    public static PhysicalType Physical(ColumnKind kind) => kind switch
    {
        ColumnKind.Boolean => PhysicalType.Boolean,
        ColumnKind.Int32 => PhysicalType.Int32,
        ColumnKind.Int64 or ColumnKind.Timestamp => PhysicalType.Int64,
        ColumnKind.Float32 => PhysicalType.Float,
        ColumnKind.Float64 => PhysicalType.Double,
        ColumnKind.Text => PhysicalType.ByteArray,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "a column kind without a Parquet type"),
    };

    private static LogicalType Meaning(ColumnKind kind) => kind switch
    {
        ColumnKind.Text => LogicalType.Text,
        ColumnKind.Timestamp => LogicalType.UtcMicroseconds,
        _ => LogicalType.None,
    };
}
