using Engine.Ablation;
using Engine.Ablation.Replacing;
using Engine.Ablation.Selecting;
using Engine.Data;
using Engine.Measures;
using Engine.Pairs;

namespace Engine.Analysis;

/// <summary>Makes the orders that are selections. The symbols of a split under a quantizer are measured once for all scopes.</summary>
/// <param name="session">The network on its device.</param>
/// <param name="replaced">The values that take the place of removed outputs.</param>
public sealed class NeuronSelector(
    IAnalysisSession session, DataSplits data, Replacements replaced, AblationOptions options, int threads,
    CancellationToken cancellation) : IDisposable
{
    private readonly Dictionary<(Split Split, QuantizerRule Quantizer), Known> _known = [];

    /// <param name="set">Says the split, the quantizer, and which neurons are inactive.</param>
    /// <returns>Positions in the scope, the first to be removed first: the last that was chosen.</returns>
    public int[] Ascending(SelectionCriterion criterion, AblationScope scope, ProfileSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (criterion == SelectionCriterion.GreedyAccuracy)
            return ByAccuracy(scope, data[set.Split]);
        if (!_known.TryGetValue((set.Split, set.Quantizer), out var known))
            _known.Add((set.Split, set.Quantizer), known = Measure(set));
        int[] neurons = [.. Enumerable.Range(0, set.Profiles.Length).Where(Within)];
        bool[] inactive = [.. neurons.Select(neuron => set.Profiles[neuron].Statistics.Inactive)];
        var order = new GreedySelection(known.Planes, known.Counter, known.Information, criterion, Parallelism).Order(neurons, inactive);
        return [.. order.Reverse().Select(neuron => neuron - neurons[0])];

        bool Within(int neuron) => scope.IsNetwork || set.Profiles[neuron].Id.Layer == scope.Layer;
    }

    /// <summary>On samples that are spread evenly over the split, which may be sorted.</summary>
    private int[] ByAccuracy(AblationScope scope, LabelledData samples)
    {
        var count = Math.Min(options.GreedySamples, samples.Samples);
        int[] picked = [.. Enumerable.Range(0, count).Select(at => (int)((long)at * samples.Samples / count))];
        var data = new LabelledData(
            new PickedFeatures(samples.Features, picked), [.. picked.Select(sample => samples.Labels[sample])], samples.Classes);
        var places = scope.Neurons(session.Network.Shape).Select((neuron, place) => (neuron, place))
            .ToDictionary(pair => pair.neuron, pair => pair.place);
        return [.. new GreedyRemoval(session.Network, data, replaced.Pick(picked), Parallelism).Order(scope).Select(id => places[id])];
    }

    private ParallelOptions Parallelism => new() { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };

    public void Dispose()
    {
        foreach (var known in _known.Values)
            known.Counter.Dispose();
    }

    private Known Measure(ProfileSet set)
    {
        var samples = data[set.Split];
        var layers = session.Measure(samples, [set.Quantizer], codes: true, cancellation);
        var quantized = layers.Select(layer => layer.Quantized[0]).ToArray();
        var codes = NeuronCodes.Join([.. quantized.Select(layer => layer.Codes!)]);
        var planes = new BitPlanes(codes, samples.Labels, samples.Classes, Parallelism);
        JointHistogram[] histograms = [.. quantized.SelectMany(layer => layer.Histograms).Select(histogram => histogram.Counts)];
        return new Known(planes, session.CountPairs(planes), new CountedInformation(planes, histograms));
    }

    private sealed record Known(BitPlanes Planes, IPairCounts Counter, CountedInformation Information);
}
