using System.Collections.Immutable;

namespace Harness.Runs.Tables;

/// <summary>The columns of a table, in their order in the file.</summary>
public sealed record TableSchema(string Name, ImmutableArray<Column> Columns)
{
    /// <summary>The version written to every file's metadata; raised when columns are added. Columns are never renamed.</summary>
    public const int Version = 1;

    public int IndexOf(string column)
    {
        for (var i = 0; i < Columns.Length; i++)
            if (Columns[i].Name == column)
                return i;
        throw new ArgumentException($"table {Name} has no column {column}", nameof(column));
    }
}

/// <summary>A column of a table: its name in snake_case, its type, whether null may stand for a value that does not exist.</summary>
/// <param name="Description">One sentence with the unit, for the generated reference.</param>
public sealed record Column(string Name, ColumnKind Kind, bool Nullable, string Description)
{
    /// <summary>Bounds of an int32 column's values, both included.</summary>
    public (int Least, int Most) Range { get; init; } = (int.MinValue, int.MaxValue);
}

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
