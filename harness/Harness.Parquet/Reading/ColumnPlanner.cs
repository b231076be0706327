using Engine.Tables;
using Harness.Parquet.Metadata;

namespace Harness.Parquet.Reading;

/// <summary>Finds what a column of the file is in the engine's terms.</summary>
internal static class ColumnPlanner
{
    public static ColumnPlan Plan(SchemaElement element)
    {
        if (element.Type is not { } type || element.Repetition == Repetition.Repeated)
            throw Unsupported(element, "nested");
        var (kind, conversion) = KindOf(element, type);
        return new(new Column(element.Name, kind, element.Repetition == Repetition.Optional, ""), type, conversion);
    }

    private static (ColumnKind Kind, Func<Array, Array> Conversion) KindOf(SchemaElement element, PhysicalType type) => (type, element.Meaning) switch
    {
        (PhysicalType.Boolean, { Kind: LogicalKind.None or LogicalKind.Null }) => (ColumnKind.Boolean, Conversions.None),
        (PhysicalType.Int32, { Kind: LogicalKind.Integer, Bits: 32, Signed: false }) => (ColumnKind.Int64, Conversions.FromUnsigned32),
        (PhysicalType.Int32, { Kind: LogicalKind.None or LogicalKind.Null or LogicalKind.Integer }) => (ColumnKind.Int32, Conversions.None),
        (PhysicalType.Int64, { Kind: LogicalKind.Integer, Signed: false }) => (ColumnKind.Int64, Conversions.FromUnsigned64),
        (PhysicalType.Int64, { Kind: LogicalKind.None or LogicalKind.Null or LogicalKind.Integer }) => (ColumnKind.Int64, Conversions.None),
        (PhysicalType.Int64, { Kind: LogicalKind.Timestamp } meaning) => (ColumnKind.Timestamp, Timestamps(element, meaning.Unit)),
        (PhysicalType.Float, { Kind: LogicalKind.None or LogicalKind.Null }) => (ColumnKind.Float32, Conversions.None),
        (PhysicalType.Double, { Kind: LogicalKind.None or LogicalKind.Null }) => (ColumnKind.Float64, Conversions.None),
        (PhysicalType.ByteArray, { Kind: var kind }) when IsText(kind) => (ColumnKind.Text, Conversions.None),
        _ => throw Unsupported(element, $"{Name(type)} with meaning {element.Meaning.Kind}"),
    };

    private static bool IsText(LogicalKind kind) =>
        kind is LogicalKind.None or LogicalKind.Null or LogicalKind.Text or LogicalKind.Enum or LogicalKind.Json;

    private static string Name(PhysicalType type) => Enum.IsDefined(type) ? type.ToString() : $"type number {(int)type}";

    private static Func<Array, Array> Timestamps(SchemaElement element, TimeUnit unit) => unit switch
    {
        TimeUnit.Milliseconds => Conversions.FromMilliseconds,
        TimeUnit.Microseconds => Conversions.None,
        TimeUnit.Nanoseconds => Conversions.FromNanoseconds,
        _ => throw Unsupported(element, $"a timestamp in unit number {(int)unit}"),
    };

    private static UnreadableFileException Unsupported(SchemaElement element, string what) => UnreadableFileException.Unsupported(
        $"column {element.Name} is {what}", "leave it out, or write it as booleans, 32- or 64-bit integers, floats, texts or timestamps");
}
