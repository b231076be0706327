using System.Globalization;
using Engine;
using Engine.Data;
using Harness.Runs.Arrays;
using Harness.Runs.Tables;
using Harness.Specs;

namespace Harness.Runs.Data;

/// <summary>Puts a data set together from a table: a column of labels, columns of numbers, perhaps one that says the split.</summary>
internal sealed class TableSet(DataSetRequest request, string name, Table table)
{
    private const int Listed = 20;

    /// <exception cref="UserErrorException">The table is missing or damaged, or is no data set.</exception>
    public static DataSet Read(DataSetRequest request, string name, Action<string> tell, CancellationToken cancellation) =>
        new TableSet(request, name, DataTable.Read(request.Path, cancellation).Table).Read(tell);

    public DataSet Read(Action<string> tell)
    {
        if (table.Rows == 0)
            throw new UserErrorException($"{request.Path}: has no row; samples are needed.");
        if (request.TestShare is null && request.SplitColumn is null)
            throw new UserErrorException($"{request.Path}: nothing says which samples are for testing. Write a share, "
                + $"dataset: {{{request.Name}, split: 0.2}}, or the name of a column of train, validation and test.");
        var labels = LabelsOf(request.Label!, "label");
        var words = request.SplitColumn is { } column ? LabelsOf(column, "split") : null;
        string[] columns = request.Columns.IsEmpty
            ? [.. table.Schema.Columns.Select(column => column.Name).Where(other => other != request.Label && other != request.SplitColumn)]
            : [.. request.Columns];
        var features = FeaturesOf(columns);
        var set = new BroughtSet(name, request.Path, 1, $"the columns {Shown(columns)}, taken as they are");
        if (words is not null)
        {
            var (train, validation, test) = SplitDraw.ByWord(features, labels, words);
            return set.Of(train, validation, test, null, tell);
        }
        var drawn = SplitDraw.ByShare(features, labels, request.TestShare!.Value);
        return set.Of(drawn.Train, null, drawn.Test, null, tell);
    }

    private FloatFeatures FeaturesOf(string[] columns)
    {
        if (columns.Length == 0)
            throw new UserErrorException($"{request.Path}: has no column but {request.Label}; features are needed.");
        if ((long)columns.Length * table.Rows > Array.MaxLength)
            throw new UserErrorException($"{request.Path}: {table.Rows} rows of {columns.Length} columns are more than {Array.MaxLength} "
                + "values. Use fewer.");
        var values = new float[columns.Length * table.Rows];
        for (var at = 0; at < columns.Length; at++)
            Fill(values.AsSpan(), at, columns.Length, columns[at]);
        return new FloatFeatures(values, table.Rows, columns.Length);
    }

    private void Fill(Span<float> values, int at, int width, string column)
    {
        var found = Find(column, "columns");
        for (var row = 0; row < table.Rows; row++)
        {
            if (!found.IsPresent(row))
                throw new UserErrorException($"{At(row, column)} has no value; features are numbers. Fill or drop such rows.");
            var value = found.Values switch
            {
                float[] singles => singles[row],
                double[] doubles => (float)doubles[row],
                long[] longs => longs[row],
                int[] ints => ints[row],
                bool[] truths => truths[row] ? 1 : 0,
                _ => throw NoNumber((string[])found.Values, column),
            };
            if (!float.IsFinite(value))
                throw new UserErrorException($"{At(row, column)} is {FeatureReading.Shown(value)}; features are finite float32 numbers. "
                    + "Fill or drop such rows.");
            values[(row * width) + at] = value;
        }
    }

    private UserErrorException NoNumber(string[] texts, string column)
    {
        var row = Math.Max(0, Array.FindIndex(
            texts, text => !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)));
        return new UserErrorException($"{At(row, column)} is \"{texts[row]}\"; features are numbers. Mend the row, or name the columns of "
            + "numbers: columns: [...].");
    }

    private RawLabels LabelsOf(string column, string key)
    {
        var found = Find(column, key);
        var where = $"{request.Path}: column {column}";
        var missing = found.Present is { } present ? Array.IndexOf(present, false) : -1;
        if (missing >= 0)
            throw new UserErrorException($"{At(missing, column)} has no value; each sample needs one. Fill or drop such rows.");
        if (found.Values is not string[] && table.Schema.Columns.First(one => one.Name == column).Description is { Length: > 0 } forms)
            throw new UserErrorException($"{where}: {forms}. Whether they are one label or two is open: write each label in one way.");
        return found.Values switch
        {
            string[] texts => new RawLabels(where, null, texts),
            long[] longs => new RawLabels(where, longs, null),
            int[] ints => new RawLabels(where, [.. ints.Select(value => (long)value)], null),
            bool[] truths => new RawLabels(where, [.. truths.Select(value => value ? 1L : 0)], null),
            float[] singles => new RawLabels(where, [.. singles.Select((value, row) => Whole(value, row, column))], null),
            var doubles => new RawLabels(where, [.. ((double[])doubles).Select((value, row) => Whole(value, row, column))], null),
        };
    }

    private long Whole(double value, int row, string column) => value == Math.Floor(value) && Math.Abs(value) < 1L << 53
        ? (long)value
        : throw new UserErrorException(string.Create(
            CultureInfo.InvariantCulture, $"{At(row, column)} is {value}; labels are whole numbers or texts."));

    private ColumnValues Find(string column, string key)
    {
        string[] names = [.. table.Schema.Columns.Select(known => known.Name)];
        var index = Array.IndexOf(names, column);
        if (index < 0)
            throw new UserErrorException($"{request.Path}: there is no column {column} ({key})"
                + $"{NearestName.Suggestion(column, names)}; it has {Shown(names)}.");
        if (key != "columns" || table.Schema.Columns[index].Kind != ColumnKind.Timestamp)
            return table.Columns[index];
        throw new UserErrorException($"{request.Path}: column {column} holds times; features are numbers. Name the columns of numbers: "
            + "columns: [...].");
    }

    private string At(int row, string column) => $"{request.Path}: row {row} (from 0), column {column}";

    private static string Shown(string[] names) =>
        string.Join(", ", names.Take(Listed)) + (names.Length > Listed ? $", ... ({names.Length})" : "");
}
