namespace Harness.Parquet.Metadata;

/// <summary>How often a value stands in a row (parquet.thrift, <c>FieldRepetitionType</c>).</summary>
internal enum Repetition
{
    Required = 0,
    Optional = 1,
    Repeated = 2,
}
