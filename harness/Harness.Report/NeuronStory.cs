using System.Collections.Immutable;
using Engine;
using Engine.Ablation;
using Engine.Data;
using Harness.Report.Sweeps;
using Harness.Runs.Storage;
using Harness.Runs.Tables;

namespace Harness.Report;

/// <summary>All that the tables say about one neuron.</summary>
/// <param name="Layer">From 1.</param>
/// <param name="Neuron">From 0.</param>
/// <param name="Measures">One entry for each split and quantizer.</param>
/// <param name="Places">Where it falls in each ranking of its layer and of the whole network.</param>
/// <param name="LayerName">Where activations alone were measured; null for a network, whose layers have numbers.</param>
public sealed record NeuronStory(
    string RunId, string Dataset, string Network, int Layer, string? LayerName, int Neuron,
    ImmutableArray<StoryMeasures> Measures, ImmutableArray<StoryPlace> Places)
{
    /// <summary>Of the training, where the network is one of a series of checkpoints; else null.</summary>
    public long? Step { get; init; }

    /// <summary>Null where the run measured no pairs.</summary>
    public NeuronPairs? Pairs { get; init; }

    /// <summary>The data's labels by class; empty where class c has the label c.</summary>
    public ImmutableArray<string> ClassNames { get; init; } = [];

    /// <exception cref="UsageException">The run has no such neuron.</exception>
    /// <exception cref="UserErrorException">A table is missing or damaged.</exception>
    public static NeuronStory Read(ResultFolder folder, string run, int layer, int neuron)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var row = StoredRun.Read(folder, run);
        if (row.Error is { } error)
            throw new UsageException($"{run} failed and has no neurons to explain: {error}");
        var table = folder.Read(NeuronsTable.Definition.Schema, run).AtTheEnd();
        int[] layers = table.Int32s("layer"), neurons = table.Int32s("neuron");
        var rows = Enumerable.Range(0, table.Rows).Where(at => layers[at] == layer && neurons[at] == neuron).ToArray();
        if (rows.Length == 0)
            throw new UsageException(
                $"{run} has no neuron {neuron} in layer {layer}: its hidden layers are {(row.Hidden.Length == 0 ? "none" : row.Hidden)}, "
                    + "layers count from 1, neurons from 0");
        var histograms = folder.Read(HistogramsTable.Definition.Schema, run).AtTheEnd();
        return new NeuronStory(
            run,
            row.Dataset,
            row.Label.Architecture,
            layer,
            layer <= row.LayerNames.Count ? row.LayerNames[layer - 1] : null,
            neuron,
            [.. rows.Select(at => StoryMeasures.Of(table, at, histograms))],
            [.. PlacesOf(StoredCurves.Read(folder, run), new NeuronId(layer, neuron))])
        {
            ClassNames = row.ClassNames,
            Step = row.Step,
            Pairs = NeuronPairs.Of(folder, run, new NeuronId(layer, neuron)),
        };
    }

    private static IEnumerable<StoryPlace> PlacesOf(StoredCurves stored, NeuronId id)
    {
        foreach (var ranked in stored.Curves.Where(ranked => ranked.Curve.Direction != AblationDirection.Random))
        {
            var curve = ranked.Curve;
            var step = Array.IndexOf(curve.Removed, id) + 1;
            if (step > 0)
                yield return new StoryPlace(
                    curve.Scope.Name, curve.Order, ranked.Quantizer?.Name, ranked.MeasureSplit?.NameOf(), curve.Direction.NameOf(), step,
                    curve.Width, curve.Accuracy(step - 1), curve.Accuracy(step));
        }
    }
}

/// <summary>A neuron's measures and joint histogram on one split under one quantizer.</summary>
/// <param name="Values">By the columns of the table <c>neurons</c>; those without a value are absent. Information in bits.</param>
/// <param name="Bins">The joint histogram.</param>
public sealed record StoryMeasures(
    string Split, string Quantizer, ImmutableSortedDictionary<string, double> Values, ImmutableArray<StoryBin> Bins)
{
    private static readonly string[] Keys = ["run_id", "layer", "neuron", "split", "quantizer", StoredTable.EpochColumn];

    internal static StoryMeasures Of(StoredTable neurons, int row, StoredTable histograms)
    {
        var (table, cells) = (new SweepTable(neurons), new SweepTable(histograms));
        string split = table.Texts("split")[row] ?? "", quantizer = table.Texts("quantizer")[row] ?? "";
        var values = neurons.Columns.Except(Keys).Select(column => (column, value: table.Numbers(column)[row]))
            .Where(value => !double.IsNaN(value.value));
        return new StoryMeasures(
            split, quantizer, values.ToImmutableSortedDictionary(value => value.column, value => value.value, StringComparer.Ordinal),
            [.. BinsOf(cells, split, quantizer, table.Integers("layer")[row], table.Integers("neuron")[row])]);
    }

    private static IEnumerable<StoryBin> BinsOf(SweepTable cells, string split, string quantizer, int layer, int neuron)
    {
        int[] layers = cells.Integers("layer"), neurons = cells.Integers("neuron"), bins = cells.Integers("bin"),
            classes = cells.Integers("class"), counts = cells.Integers("count");
        string?[] splits = cells.Texts("split"), quantizers = cells.Texts("quantizer");
        double[] lower = cells.Numbers("lower_edge"), upper = cells.Numbers("upper_edge");
        return Enumerable.Range(0, cells.Rows)
            .Where(row => layers[row] == layer && neurons[row] == neuron && splits[row] == split && quantizers[row] == quantizer)
            .GroupBy(row => bins[row])
            .OrderBy(bin => bin.Key)
            .Select(bin =>
                new StoryBin(
                    lower[bin.First()], upper[bin.First()], bin.ToImmutableSortedDictionary(row => classes[row], row => counts[row])));
    }
}

/// <summary>One bin of a joint histogram.</summary>
/// <param name="Lower">Outputs of the bin are greater; may be infinite.</param>
/// <param name="Upper">Outputs of the bin do not exceed it; may be infinite.</param>
/// <param name="Counts">Samples by class.</param>
public sealed record StoryBin(double Lower, double Upper, ImmutableSortedDictionary<int, int> Counts);

/// <summary>Where a neuron falls in one order, and what its removal did there.</summary>
/// <param name="Step">At which it is removed, from 1.</param>
/// <param name="Width">Steps of the order.</param>
/// <param name="Before">Accuracy without the neurons removed before it.</param>
/// <param name="After">Accuracy without it as well.</param>
public sealed record StoryPlace(
    string Scope, string Order, string? Quantizer, string? MeasureSplit, string Direction, int Step, int Width, double Before,
    double After);
