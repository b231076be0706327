using Engine.Tables;
using Harness.Parquet.Metadata;

namespace Harness.Parquet.Reading;

/// <summary>How a column of the file becomes a column of the table.</summary>
/// <param name="Type">How its values lie in the file.</param>
/// <param name="Conversion">From an array of those to an array of the column's kind.</param>
internal sealed record ColumnPlan(Column Column, PhysicalType Type, Func<Array, Array> Conversion)
{
    public ColumnReader Reader() => Type switch
    {
        PhysicalType.Boolean => new TypedColumnReader<bool>(this, new BooleanDecoder()),
        PhysicalType.Int32 => new TypedColumnReader<int>(this, new IntegerDecoder<int>()),
        PhysicalType.Int64 => new TypedColumnReader<long>(this, new IntegerDecoder<long>()),
        PhysicalType.Float => new TypedColumnReader<float>(this, new NumberDecoder<float>()),
        PhysicalType.Double => new TypedColumnReader<double>(this, new NumberDecoder<double>()),
        PhysicalType.ByteArray => new TypedColumnReader<string>(this, new TextDecoder()),
        _ => throw new InvalidOperationException($"no reader for {Type}"),
    };
}
