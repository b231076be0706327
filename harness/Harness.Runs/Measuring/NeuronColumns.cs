using System.Globalization;
using Engine;
using Harness.Runs.Arrays;

namespace Harness.Runs.Measuring;

/// <summary>The layers of a table that has a column for each neuron: columns <c>NAME_0</c>, <c>NAME_1</c>, … are a layer NAME, as
/// <c>engine activations</c> writes them; where no names are so, all columns of numbers are one layer.</summary>
internal static class NeuronColumns
{
    /// <param name="columns">Of the table, in their order.</param>
    /// <param name="source">Which of them; without an array's name all layers.</param>
    /// <param name="isLabels">Whether a column has the labels.</param>
    /// <exception cref="UsageException">There is no such layer or column, or it is not clear which are neurons.</exception>
    public static StoredArray[] Layers(
        IReadOnlyList<StoredArray> columns, MeasuredSource source, Func<StoredArray, bool> isLabels)
    {
        StoredArray[] numbers = [.. columns.Where(column => IsNumbers(column) && !isLabels(column))];
        var (named, others) = Group(numbers);
        if (source.Array is { } name)
            return numbers.FirstOrDefault(column => column.Name == name) is { } alone ? [new JoinedColumns(name, [alone])]
                : named.Find(layer => layer.Name == name) is { } layer ? [layer]
                : throw new UsageException(
                    $"{source.File} has neither a column of numbers {name} nor columns {name}_0, {name}_1, …; there are {Names(columns)}");
        if (numbers.Length == 0)
            throw new UsageException($"{source.File} has no column of numbers but that of the labels; there are {Names(columns)}");
        if (named.Count == 0)
            return [new JoinedColumns(Path.GetFileNameWithoutExtension(source.File), others)];
        return others.Count == 0
            ? [.. named]
            : throw new UsageException(
                $"{source.File} has columns {named[0].Name}_0, {named[0].Name}_1, … and beside them {Names(others)}: say which are the "
                    + $"neurons, as {source.File}:{named[0].Name}");
    }

    private static bool IsNumbers(StoredArray column) => column.Kind is not (ElementKind.Text or ElementKind.Boolean);

    /// <summary>The columns that are numbered from 0 without a gap, wherever they stand, and all others.</summary>
    private static (List<StoredArray> Named, List<StoredArray> Others) Group(StoredArray[] columns)
    {
        var (named, joined) = (new List<StoredArray>(), new HashSet<StoredArray>());
        foreach (var group in columns.GroupBy(column => Parts(column.Name).Name))
        {
            StoredArray[] ordered = [.. group.OrderBy(column => Parts(column.Name).Number)];
            if (group.Key is not { } name || ordered.Index().Any(column => Parts(column.Item.Name).Number != column.Index))
                continue;
            named.Add(new JoinedColumns(name, ordered));
            joined.UnionWith(ordered);
        }
        return (named, [.. columns.Where(column => !joined.Contains(column))]);
    }

    /// <returns>NAME and 7 of <c>NAME_7</c>; no name of another column.</returns>
    private static (string? Name, int Number) Parts(string column)
    {
        var at = column.LastIndexOf('_');
        return at > 0 && int.TryParse(column.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (column[..at], number)
            : (null, 0);
    }

    private static string Names(IReadOnlyCollection<StoredArray> columns) =>
        string.Join(", ", columns.Take(8).Select(column => column.Name)) + (columns.Count > 8 ? $" and {columns.Count - 8} more" : "");
}
