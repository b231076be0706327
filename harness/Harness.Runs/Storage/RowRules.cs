using Harness.Runs.Tables;

namespace Harness.Runs.Storage;

/// <summary>
/// The rules that the rows of every file of a table keep, held against each file where it is read, before anything is made of its values.
/// </summary>
/// <remarks>
/// Tables and columns that this version does not know are not judged; columns that an older one did not write may be absent.
/// </remarks>
internal static class RowRules
{
    /// <param name="name">The file's, which is the id of the run, or of all seeds of a point, in each of its rows.</param>
    /// <returns>The first thing that no file of ours has, e.g. <c>row 3: bin is -1, at least 0 is needed</c>; null without one.</returns>
    public static string? Fault(string table, string name, Table rows)
    {
        if (TableReference.Find(table) is not { } schema)
            return null;
        var known = rows.Schema.Columns.Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        var fault = schema.Columns.Where(column => known.Contains(column.Name)).Select(column => Fault(column, rows[column.Name]))
            .Append(known.Contains("run_id") ? FaultOfId(rows["run_id"], name) : null).FirstOrDefault(found => found is not null);
        return fault ?? (table == RunsTable.Definition.Schema.Name ? FaultOfRun(rows, name, known)
            : table == HistogramsTable.Definition.Schema.Name ? HistogramCells.Fault(rows) : null);
    }

    private static string? Fault(Column column, ColumnValues values)
    {
        var (needed, found) = (Table.ElementType(column.Kind), values.Values.GetType().GetElementType()!);
        if (needed != found)
            return $"column {column.Name} holds {found.Name}, {needed.Name} is needed";
        if (!column.Nullable && values.Present is { } present && Array.IndexOf(present, false) is var missing and >= 0)
            return $"row {missing}: {column.Name} is null, a value is needed";
        var (least, most) = column.Range;
        return values.Values is int[] numbers && Array.FindIndex(numbers, number => number < least || number > most) is var row and >= 0
            ? $"row {row}: {column.Name} is {numbers[row]}, {(numbers[row] < least ? $"at least {least}" : $"at most {most}")} is needed"
            : null;
    }

    private static string? FaultOfId(ColumnValues ids, string name) =>
        ids.Values is string[] texts && Array.FindIndex(texts, id => id != name) is var row and >= 0
            ? $"row {row} is of the run {texts[row]}, the file of {name}"
            : null;

    private static string? FaultOfRun(Table rows, string name, HashSet<string> known)
    {
        if (rows.Rows != 1)
            return $"it has {rows.Rows} rows, needed is one";
        if (known.Contains("status") && ((string[])rows["status"].Values)[0] is var status and not (RunsTable.Done or RunsTable.Failed))
            return $"its status is {status}, {RunsTable.Done} or {RunsTable.Failed} is needed";
        return known.Contains("spec") && SpecText.Fault(((string[])rows["spec"].Values)[0], name) is { } fault ? $"its spec {fault}" : null;
    }
}

/// <summary>
/// The order of the rows of <c>histograms</c>: each neuron's cells follow one another, bin by bin and class by class, from 0 and without a
/// gap. No number in them is then larger than the file.
/// </summary>
internal static class HistogramCells
{
    public static string? Fault(Table rows)
    {
        string[] keys = ["layer", "neuron", "bin", "class"];
        if (!keys.All(key => rows.Schema.Columns.Any(column => column.Name == key)))
            return null;
        int[] layers = Numbers("layer"), neurons = Numbers("neuron"), bins = Numbers("bin"), classes = Numbers("class");
        // Where the first bin ends.
        var width = rows.Rows > 1 && Array.IndexOf(classes, 0, 1) is var end and > 0 ? end : rows.Rows;
        for (var row = 0; row < rows.Rows; row++)
        {
            var isSame = row > 0 && layers[row] == layers[row - 1] && neurons[row] == neurons[row - 1];
            var label = row % width;
            var fits = label > 0 ? isSame && bins[row] == bins[row - 1] : bins[row] == 0 || (isSame && bins[row] == bins[row - 1] + 1);
            if (!fits || classes[row] != label)
                return $"row {row} is of bin {bins[row]} and class {classes[row]}, which is not the cell that comes next";
        }
        return rows.Rows == 0 || rows.Rows % width == 0 ? null : $"its last bin has {rows.Rows % width} classes, others have {width}";

        int[] Numbers(string key) => (int[])rows[key].Values;
    }
}
