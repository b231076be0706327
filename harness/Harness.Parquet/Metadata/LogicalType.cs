using Harness.Parquet.Thrift;

namespace Harness.Parquet.Metadata;

/// <summary>What a column's values mean: parquet.thrift's <c>LogicalType</c>, or the older <c>ConvertedType</c> said in its
/// words.</summary>
/// <param name="Bits">Of an integer.</param>
/// <param name="Signed">Of an integer.</param>
internal sealed record LogicalType(LogicalKind Kind, TimeUnit Unit = default, int Bits = 0, bool Signed = true)
{
    public static readonly LogicalType None = new(LogicalKind.None);
    public static readonly LogicalType Text = new(LogicalKind.Text);
    public static readonly LogicalType UtcMicroseconds = new(LogicalKind.Timestamp, TimeUnit.Microseconds);

    /// <summary>Writes the union's one field, for the kinds that this writer has: text and UTC timestamps.</summary>
    public void Write(CompactWriter writer)
    {
        if (Kind == LogicalKind.Timestamp)
            WriteTimestamp(writer);
        else
            writer.Empty((int)Kind);
    }

    private void WriteTimestamp(CompactWriter writer)
    {
        writer.BeginStruct((int)Kind);
        writer.Boolean(1, true);
        writer.BeginStruct(2);
        writer.Empty((int)Unit);
        writer.EndStruct();
        writer.EndStruct();
    }

    public static LogicalType Read(ref CompactReader reader)
    {
        var type = None;
        var field = default(ThriftField);
        while (reader.Next(ref field))
        {
            field.Expect(ThriftType.Struct);
            type = ReadChoice(ref reader, (LogicalKind)field.Id, field);
        }
        return type;
    }

    private static LogicalType ReadChoice(ref CompactReader reader, LogicalKind kind, ThriftField field)
    {
        if (kind == LogicalKind.Timestamp)
            return new(kind, ReadTimestamp(ref reader));
        if (kind == LogicalKind.Integer)
            return ReadInteger(ref reader);
        reader.Skip(field);
        return new(kind);
    }

    // Whether a timestamp is adjusted to UTC is passed over: the engine's tables know no other, pandas writes naive ones.
    private static TimeUnit ReadTimestamp(ref CompactReader reader)
    {
        var unit = default(TimeUnit);
        var field = default(ThriftField);
        while (reader.Next(ref field))
            if (field.Id == 2)
                unit = ReadUnit(ref reader, field);
            else
                reader.Skip(field);
        return unit;
    }

    private static TimeUnit ReadUnit(ref CompactReader reader, ThriftField outer)
    {
        outer.Expect(ThriftType.Struct);
        var unit = default(TimeUnit);
        var field = default(ThriftField);
        while (reader.Next(ref field))
        {
            unit = (TimeUnit)field.Id;
            reader.Skip(field);
        }
        return unit;
    }

    private static LogicalType ReadInteger(ref CompactReader reader)
    {
        var (bits, signed) = (0, true);
        var field = default(ThriftField);
        while (reader.Next(ref field))
            switch (field.Id)
            {
                case 1: bits = reader.Byte(field); break;
                case 2: signed = field.Boolean(); break;
                default: reader.Skip(field); break;
            }
        return new(LogicalKind.Integer, Bits: bits, Signed: signed);
    }
}
