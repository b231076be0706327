using System.Collections.Immutable;
using Engine;
using Harness.Runs.Tables;

namespace Harness.Runs.Gathering;

/// <summary>Rows of many files of one table, one file after another. A column that older files lack is null in their rows.</summary>
internal sealed class GatheredTable(string name)
{
    private readonly List<Table> _parts = [];

    public int Rows { get; private set; }

    /// <param name="source">The file's path.</param>
    /// <exception cref="UserErrorException">Columns are not the table's.</exception>
    public void Add(TableFile file, string source)
    {
        foreach (var column in file.Table.Schema.Columns)
        {
            if (_parts.SelectMany(part => part.Schema.Columns).FirstOrDefault(known => known.Name == column.Name) is { } known
                && known.Kind != column.Kind)
                throw new UserErrorException(
                    $"{source} has the column {column.Name} as {column.Kind}, other files of {name} have it as {known.Kind}: it is "
                        + "another program's. Remove it and run again with --resume.");
        }
        // Versions add columns to a table, so that one of two files has all columns of the other.
        if (_parts.Count > 0 && Names(_parts[0]) is var before && Names(file.Table) is var now && !before.IsSubsetOf(now)
            && !now.IsSubsetOf(before))
            throw new UserErrorException(
                $"{source} has other columns than the files of {name} before it ({string.Join(", ", now.Except(before))} instead of "
                    + $"{string.Join(", ", before.Except(now))}): it is another table's, or another program's. Remove it and run again "
                    + "with --resume.");
        _parts.Add(file.Table);
        Rows += file.Table.Rows;
    }

    /// <summary>All rows so far; begins anew.</summary>
    public Table Take()
    {
        ImmutableArray<Column> columns = [.. _parts.SelectMany(part => part.Schema.Columns).GroupBy(column => column.Name).Select(Joined)];
        var table = new Table(new TableSchema(name, columns), [.. columns.Select(Values)]);
        _parts.Clear();
        Rows = 0;
        return table;
    }

    private static HashSet<string> Names(Table table) => [.. table.Schema.Columns.Select(column => column.Name)];

    /// <summary>Nullable where it is so in a file, or missing from one.</summary>
    private Column Joined(IGrouping<string, Column> column) =>
        column.First() with { Nullable = column.Any(one => one.Nullable) || column.Count() < _parts.Count };

    private ColumnValues Values(Column column)
    {
        var values = Array.CreateInstance(Table.ElementType(column.Kind), Rows);
        if (values is string[] texts)
            Array.Fill(texts, "");
        var present = column.Nullable ? new bool[Rows] : null;
        var row = 0;
        foreach (var part in _parts)
        {
            if (part.Schema.Columns.Any(known => known.Name == column.Name))
                Copy(part[column.Name], values, present, row);
            row += part.Rows;
        }
        return new ColumnValues(values, present);
    }

    private static void Copy(ColumnValues from, Array values, bool[]? present, int row)
    {
        Array.Copy(from.Values, 0, values, row, from.Rows);
        if (present is null)
            return;
        for (var i = 0; i < from.Rows; i++)
            present[row + i] = from.IsPresent(i);
    }
}
