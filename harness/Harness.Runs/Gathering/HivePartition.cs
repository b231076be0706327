using System.Collections.Immutable;
using System.Globalization;
using Engine;
using Harness.Runs.Storage;
using Harness.Runs.Tables;

namespace Harness.Runs.Gathering;

/// <summary>A tree of folders named after values of columns of <c>runs</c>, as Hive has it: <c>dataset=digits/seed=3</c>.</summary>
/// <param name="keys">The columns, in the order of the folders; none for no folders.</param>
internal sealed class HivePartition(ImmutableArray<string> keys)
{
    private const string RunKey = "run_id";

    /// <summary>Hive's folder of rows without a value.</summary>
    private const string Nowhere = "__HIVE_DEFAULT_PARTITION__";

    /// <summary>Characters of a folder's name that every file system takes; names here are ASCII.</summary>
    private const int LongestName = 255;

    /// <summary>The folder of each run's rows; none where nothing is partitioned.</summary>
    /// <exception cref="UsageException">There is no such column, it is given twice, or a value of it is no folder's name.</exception>
    /// <exception cref="UserErrorException">A row is damaged.</exception>
    public Dictionary<string, string> PlacesOf(ResultFolder source, IEnumerable<string> runs)
    {
        var places = new Dictionary<string, string>(StringComparer.Ordinal);
        if (keys.IsEmpty)
            return places;
        var columns = RunsTable.Definition.Schema.Columns.Select(column => column.Name).ToArray();
        if (keys.FirstOrDefault(key => !columns.Contains(key)) is { } unknown)
            throw new UsageException($"--partition {unknown}: the table runs has no such column; it has {string.Join(", ", columns)}");
        if (keys.GroupBy(key => key).FirstOrDefault(key => key.Count() > 1) is { } twice)
            throw new UsageException($"--partition {twice.Key} is given twice; give each column once");
        foreach (var run in runs.Where(source.HasEnded))
        {
            var row = source.ReadTable(RunsTable.Definition.Schema.Name, run).Table;
            places[run] = PlaceOf(run, key => Value(key, run, row[key]));
        }
        return places;
    }

    /// <summary>Refuses a key that a table of the runs has as a column of another meaning, which the folder's value would take the place
    /// of: the step of a training is not that of a curve.</summary>
    /// <exception cref="UsageException">A table has one.</exception>
    public void RequireNoColumnOf(IReadOnlyList<string> tables)
    {
        foreach (var (table, key) in tables.Where(OfRuns).SelectMany(table => keys.Select(key => (table, key))))
            if (key != RunKey && TableReference.Find(table)?.Columns.Any(column => column.Name == key) == true)
                throw new UsageException(
                    $"--partition {key}: the table {table} has a column {key} of its own, of another meaning. Choose another column, or "
                        + $"tables without it, e.g. --table {RunsTable.Definition.Schema.Name}");

        static bool OfRuns(string table) => table != RunsTable.Definition.Schema.Name && table != SweepInsightsTable.Definition.Schema.Name;
    }

    /// <summary>The folder of a file of all seeds of a point together: its id is known, and no other column of <c>runs</c>.</summary>
    public string PlaceOfSeeds(string id) => PlaceOf(id, _ => Nowhere);

    /// <summary>By Hive's convention the folder has the value, and a reader adds the column from there.</summary>
    public Table WithoutKeys(Table table)
    {
        var kept = Enumerable.Range(0, table.Columns.Length).Where(i => !keys.Contains(table.Schema.Columns[i].Name)).ToArray();
        return new Table(
            table.Schema with { Columns = [.. kept.Select(i => table.Schema.Columns[i])] }, [.. kept.Select(i => table.Columns[i])]);
    }

    private string PlaceOf(string name, Func<string, string> value) =>
        Path.Combine([.. keys.Select(key => $"{key}={(key == RunKey ? Uri.EscapeDataString(name) : value(key))}")]);

    /// <summary>As Hive's folders have it.</summary>
    private static string Value(string key, string run, ColumnValues column)
    {
        if (column.Rows == 0 || !column.IsPresent(0))
            return Nowhere;
        var text = Text(column.Values.GetValue(0)!);
        // Readers differ: some take the folder of an empty text for none, some fail.
        if (text.Length == 0)
            throw Unusable(key, $"is empty for {run}, which is no folder's name");
        var name = Uri.EscapeDataString(text);
        if ($"{key}={name}" is { Length: > LongestName } folder)
            throw Unusable(
                key,
                $"has {text.Length} characters for {run}, of which a folder's name would have {folder.Length}; a file system takes "
                    + $"{LongestName}");
        return name;
    }

    private static UsageException Unusable(string key, string reason) =>
        new($"--partition {key}: {key} {reason}. Choose a column of short values, such as dataset, activation, l2, seed or run_id");

    /// <summary>Numbers without an exponent where a decimal holds them exactly. DuckDB takes fractions for texts unless hive_types says
    /// DOUBLE.</summary>
    private static string Text(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        double number when Plain(number) is var plain && (double)plain == number => plain.ToString(CultureInfo.InvariantCulture),
        _ => FormattableString.Invariant($"{value}"),
    };

    /// <summary>0 beyond the range of decimals.</summary>
    private static decimal Plain(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var plain) ? plain : 0;
    }
}
