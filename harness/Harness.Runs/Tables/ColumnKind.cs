namespace Harness.Runs.Tables;

/// <summary>The type of a column's values.</summary>
public enum ColumnKind
{
    Boolean,
    Int32,
    Int64,
    Float32,
    Float64,

    /// <summary>UTF-8 text, dictionary-encoded in a file.</summary>
    Text,

    /// <summary>A moment in UTC, milliseconds since 1970-01-01, held as Int64.</summary>
    Timestamp,
}
