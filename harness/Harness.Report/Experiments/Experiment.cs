using Engine;
using Harness.Runs.Storage;
using Harness.Runs.Tables;
using Harness.Specs;

namespace Harness.Report.Experiments;

/// <summary>A finished experiment: what its spec says it shows, and its readings.</summary>
/// <param name="Results">Where its tables are; null for one that was not read from a folder.</param>
public sealed record Experiment(string Name, string Question, IReadOnlyList<PointReading> Readings, ResultFolder? Results = null)
{
    /// <summary>The specs that have results, by name.</summary>
    /// <param name="runs">One folder of results for each, named as the spec.</param>
    /// <param name="specs">NAME.yaml, the first line a remark on what it shows.</param>
    /// <exception cref="UserErrorException">There is none, or a table is damaged.</exception>
    public static IReadOnlyDictionary<string, Experiment> ReadAll(string runs, string specs, Action<string>? warn = null)
    {
        var found = Directory.GetFiles(specs, "*.yaml").Order(StringComparer.Ordinal)
            .Select(spec => (Spec: spec, Name: Path.GetFileNameWithoutExtension(spec)))
            .Where(spec => Directory.Exists(Path.Combine(runs, spec.Name, SweepInsightsTable.Definition.Schema.Name)))
            .Select(spec => Read(warn, Path.Combine(runs, spec.Name), spec.Name, FirstLine(SpecFile.Read(spec.Spec))))
            .ToDictionary(experiment => experiment.Name, StringComparer.Ordinal);
        return found.Count > 0
            ? found
            : throw new UserErrorException($"{runs} has no results of any spec in {specs}; run them with --out {runs}/NAME");
    }

    /// <summary>The points in the order of their labels.</summary>
    public IEnumerable<string> Points => Readings.Select(reading => reading.Point).Distinct();

    public IEnumerable<PointReading> Of(string scope, string? order, string name, string? direction) =>
        Readings.Where(reading =>
            reading.Scope == scope && reading.Order == order && reading.Name == name && reading.Direction == direction);

    /// <summary>Without the signs of a remark.</summary>
    private static string FirstLine(string spec) => spec.Split('\n')[0].TrimEnd('\r').TrimStart('#', ' ');

    private static Experiment Read(Action<string>? warn, string folder, string name, string question)
    {
        var results = new ResultFolder(folder, warn);
        var readings = Directory.GetFiles(Path.Combine(folder, SweepInsightsTable.Definition.Schema.Name), "*.parquet")
            .Order(StringComparer.Ordinal)
            .SelectMany(file => Read(results.Read(SweepInsightsTable.Definition.Schema, Path.GetFileNameWithoutExtension(file))));
        PointReading[] ordered = [.. readings.OrderBy(reading => reading.L2).ThenBy(reading => reading.Epochs)
            .ThenBy(reading => reading.Point, StringComparer.Ordinal)];
        if (ordered.Select(reading => reading.Epochs).Distinct().Count() > 1)
            ordered = [.. ordered.Select(reading => reading with { Point = $"{reading.Point}, {reading.Epochs} epochs" })];
        return new Experiment(name, question, ordered, results);
    }

    private static IEnumerable<PointReading> Read(StoredTable table)
    {
        if (table.Find(SweepInsightsTable.MethodColumn) is null)
            throw new UserErrorException(
                $"{table.Source} is of a version whose intervals over seeds are too narrow; run its spec once more with --resume");
        string?[] scopes = table.Texts("scope"), orders = table.Texts("order"), quantizers = table.Texts("quantizer"),
            names = table.Texts("name"), directions = table.Texts("direction");
        string?[] hidden = table.Texts("hidden"), activations = table.Texts("activation"), replaced = table.Texts("replace");
        double[] means = table.Float64s("mean"), low = table.Float64s("ci_low"), high = table.Float64s("ci_high"),
            l2 = table.Float64s("l2"), dropout = table.Float64s("dropout");
        int[] seeds = table.Int32s("seeds"), epochs = table.Int32s("epochs");
        var normalized = table.Booleans("batch_norm");
        var layers = table.TextsIfAny("dropout_layers");
        return Enumerable.Range(0, table.Rows).Select(row => new PointReading(
            Label(row), l2[row], epochs[row], scopes[row]!, orders[row], quantizers[row], names[row]!, directions[row], means[row],
            low[row], high[row], seeds[row]));

        string Label(int row)
        {
            var label = new PointLabel(hidden[row]!, activations[row]!, l2[row], dropout[row], normalized[row])
            {
                DropoutLayers = layers[row],
            };
            string[] replacement = replaced[row] == "zero" ? [] : [$"replaced by {(replaced[row] == "mean" ? "mean" : "draws")}"];
            return string.Join(", ", [label.Architecture, .. label.Regularizers, .. replacement]);
        }
    }
}
