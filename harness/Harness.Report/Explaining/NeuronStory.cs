using System.Collections.Immutable;
using Engine;
using Engine.Ablation;
using Engine.Data;
using Harness.Runs.Storage;
using Harness.Runs.Tables;

namespace Harness.Report.Explaining;

/// <summary>All that the tables say about one neuron.</summary>
/// <param name="Layer">From 1.</param>
/// <param name="Neuron">From 0.</param>
/// <param name="Measures">One entry for each split and quantizer.</param>
/// <param name="Places">Where it falls in each ranking of its layer and of the whole network.</param>
public sealed record NeuronStory(
    string RunId, string Dataset, string Network, int Layer, int Neuron, ImmutableArray<StoryMeasures> Measures, ImmutableArray<StoryPlace> Places)
{
    /// <exception cref="UsageException">The run has no such neuron.</exception>
    /// <exception cref="UserErrorException">A table is missing or damaged.</exception>
    public static NeuronStory Read(ResultFolder folder, string run, int layer, int neuron)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var row = StoredRun.Read(folder, run);
        if (row.Error is { } error)
            throw new UsageException($"{run} failed and has no neurons to explain: {error}");
        var table = folder.Read(NeuronsTable.Definition.Schema, run);
        int[] layers = table.Int32s("layer"), neurons = table.Int32s("neuron");
        var rows = Enumerable.Range(0, table.Rows).Where(at => layers[at] == layer && neurons[at] == neuron).ToArray();
        if (rows.Length == 0)
            throw new UsageException($"{run} has no neuron {neuron} in layer {layer}: its hidden layers are {(row.Hidden.Length == 0 ? "none" : row.Hidden)}, layers count from 1, neurons from 0");
        return new NeuronStory(
            run,
            row.Dataset,
            $"{row.Hidden} {row.Activation}",
            layer,
            neuron,
            [.. rows.Select(at => StoryMeasures.Of(table, at, folder.Read(HistogramsTable.Definition.Schema, run)))],
            [.. PlacesOf(StoredCurves.Read(folder, run), new NeuronId(layer, neuron))]);
    }

    private static IEnumerable<StoryPlace> PlacesOf(StoredCurves stored, NeuronId id)
    {
        foreach (var ranked in stored.Curves.Where(ranked => ranked.Curve.Direction != AblationDirection.Random))
        {
            var curve = ranked.Curve;
            var step = Array.IndexOf(curve.Removed, id) + 1;
            if (step > 0)
                yield return new StoryPlace(curve.Scope.Name, curve.Order, ranked.Quantizer?.Name, ranked.MeasureSplit?.NameOf(), curve.Direction.NameOf(), step, curve.Width, curve.Accuracy(step - 1), curve.Accuracy(step));
        }
    }
}
