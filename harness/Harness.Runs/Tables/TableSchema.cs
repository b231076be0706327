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
