namespace Harness.Parquet.Metadata;

/// <summary>The older way to say what values mean (parquet.thrift, <c>ConvertedType</c>): written beside the logical type for old readers,
/// read where a file has nothing else.</summary>
internal static class ConvertedType
{
    private const int Utf8 = 0;
    private const int TimestampMicros = 10;

    public static int? Of(LogicalType type) => type.Kind switch
    {
        LogicalKind.Text => Utf8,
        LogicalKind.Timestamp => TimestampMicros,
        _ => null,
    };

    public static LogicalType Meaning(int converted) => converted switch
    {
        Utf8 => LogicalType.Text,
        1 or 2 => new(LogicalKind.Map),
        3 => new(LogicalKind.List),
        4 => new(LogicalKind.Enum),
        5 => new(LogicalKind.Decimal),
        6 => new(LogicalKind.Date),
        7 or 8 => new(LogicalKind.Time),
        9 => new(LogicalKind.Timestamp, TimeUnit.Milliseconds),
        TimestampMicros => LogicalType.UtcMicroseconds,
        >= 11 and <= 14 => new(LogicalKind.Integer, Bits: 8 << (converted - 11), Signed: false),
        >= 15 and <= 18 => new(LogicalKind.Integer, Bits: 8 << (converted - 15)),
        19 => new(LogicalKind.Json),
        20 => new(LogicalKind.Bson),
        21 => new(LogicalKind.Interval),
        _ => throw UnreadableFileException.Damaged($"the unknown converted type {converted} is announced"),
    };
}
