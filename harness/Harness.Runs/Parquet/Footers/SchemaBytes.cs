using Engine.Tables;

namespace Harness.ParquetNet.Footers;

/// <summary>A table's columns as parquet.thrift declares them: a list of SchemaElement, the root first.</summary>
internal static class SchemaBytes
{
    private const int Utf8 = 0;
    private const int TimestampMicros = 10;

    public static byte[] Of(TableSchema schema)
    {
        var bytes = new CompactBytes().Structs(schema.Columns.Length + 1);
        bytes.Text(4, schema.Name).Int32(1, schema.Columns.Length).End();
        foreach (var column in schema.Columns)
            Write(bytes, column);
        return bytes.ToArray();
    }

    /// <summary>1: type, 3: repetition, 4: name, 6: converted type, 10: logical type.</summary>
    private static void Write(CompactBytes bytes, Column column)
    {
        bytes.Int32(1, Physical(column.Kind)).Int32(2, column.Nullable ? 1 : 0).Text(1, column.Name);
        if (column.Kind == ColumnKind.Text)
            bytes.Int32(2, Utf8).Field(4, CompactType.Struct).Field(1, CompactType.Struct).End(2);
        if (column.Kind == ColumnKind.Timestamp)
            Moment(bytes.Int32(2, TimestampMicros));
        bytes.End();
    }

    /// <summary>10: a logical type, of which 8: TIMESTAMP, of which 1: true (UTC) and 2: the unit, of which 2: MICROS.</summary>
    private static void Moment(CompactBytes bytes) => bytes
        .Field(4, CompactType.Struct)
        .Field(8, CompactType.Struct)
        .Field(1, CompactType.True)
        .Field(1, CompactType.Struct)
        .Field(2, CompactType.Struct)
        .End(4);

    private static int Physical(ColumnKind kind) => kind switch
    {
        ColumnKind.Boolean => 0,
        ColumnKind.Int32 => 1,
        ColumnKind.Int64 or ColumnKind.Timestamp => 2,
        ColumnKind.Float32 => 4,
        ColumnKind.Float64 => 5,
        ColumnKind.Text => 6,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "a column kind without a Parquet type"),
    };
}
