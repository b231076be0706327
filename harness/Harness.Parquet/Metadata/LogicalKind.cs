namespace Harness.Parquet.Metadata;

/// <summary>What values mean, by the field number in parquet.thrift's <c>LogicalType</c> union.</summary>
internal enum LogicalKind
{
    None = 0,
    Text = 1,
    Map = 2,
    List = 3,
    Enum = 4,
    Decimal = 5,
    Date = 6,
    Time = 7,
    Timestamp = 8,
    Integer = 10,
    Null = 11,
    Json = 12,
    Bson = 13,
    Uuid = 14,
    Float16 = 15,
    Interval = 1000,
}
