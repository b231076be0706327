using Engine;
using Engine.Ablation;
using Engine.Measures;
using Harness.Runs.Tables;
using Harness.Specs;

namespace Harness.Runs.Arrays;

/// <summary>A table of scores of hidden neurons: the columns <c>layer</c> (from 1), <c>neuron</c> (from 0) and <c>score</c>, a row for each
/// neuron in any order; other columns are left aside.</summary>
public static class ScoreFile
{
    private const string Layer = "layer", Neuron = "neuron", Score = "score";

    /// <param name="path">CSV, Parquet, or a folder of Parquet.</param>
    /// <exception cref="UserErrorException">It is missing, damaged or no such table; or scores are missing, twice there, or not
    /// finite.</exception>
    public static NeuronScores Read(string path)
    {
        if (!File.Exists(path) && !Directory.Exists(path))
            throw new UserErrorException($"{path}: there is no such file of scores");
        return Of(path, DataTable.Read(path).Table);
    }

    /// <param name="source">The name of the table in errors.</param>
    /// <exception cref="UserErrorException">The table is not of scores.</exception>
    public static NeuronScores Of(string source, Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        double[] layers = Numbers(source, table, Layer), neurons = Numbers(source, table, Neuron), scores = Numbers(source, table, Score);
        return new NeuronScores(source, [.. scores.Select((score, row) => (Id(row), score))]);

        NeuronId Id(int row) => new(Whole(source, Layer, row, layers[row]), Whole(source, Neuron, row, neurons[row]));
    }

    private static int Whole(string source, string column, int row, double value) =>
        value == Math.Floor(value) && Math.Abs(value) <= int.MaxValue
            ? (int)value
            : throw new UserErrorException(
                $"{source}: row {row + 1} has {(double.IsNaN(value) ? "nothing" : value)} under {column}; a whole number is needed: layers "
                    + "count from 1, neurons from 0");

    /// <summary>A column as float64, which holds every whole number that a neuron can have; NaN where there is no value.</summary>
    private static double[] Numbers(string source, Table table, string name)
    {
        string[] names = [.. table.Schema.Columns.Select(column => column.Name)];
        if (!names.Contains(name))
            throw new UserErrorException(
                $"{source} has no column {name}: it has {string.Join(", ", names)}, and a table of scores has {Layer}, {Neuron} and {Score}"
                    + NearestName.Suggestion(name, names));
        var column = table[name];
        var described = table.Schema.Columns[table.Schema.IndexOf(name)];
        double[] values = column.Values switch
        {
            int[] whole => [.. whole.Select(value => (double)value)],
            long[] whole when described.Kind == ColumnKind.Int64 =>
                [.. whole.Select(value => (double)value)],
            float[] real => [.. real.Select(value => (double)value)],
            double[] real => [.. real],
            _ => throw new UserErrorException(
                $"{source}: the column {name} holds {described.Kind}; numbers are needed"
                    + (described.Description.Length > 0 ? $": {described.Description}" : "")),
        };
        for (var row = 0; row < values.Length; row++)
            if (!column.IsPresent(row))
                values[row] = double.NaN;
        return values;
    }
}
