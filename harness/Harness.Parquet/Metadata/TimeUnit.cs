namespace Harness.Parquet.Metadata;

/// <summary>The unit of a timestamp, by the field number in parquet.thrift's <c>TimeUnit</c> union.</summary>
internal enum TimeUnit
{
    Milliseconds = 1,
    Microseconds = 2,
    Nanoseconds = 3,
}
