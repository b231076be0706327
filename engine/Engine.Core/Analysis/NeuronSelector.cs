using Engine.Ablation;
using Engine.Ablation.Selecting;
using Engine.Data;
using Engine.Measures;
using Engine.Pairs;

namespace Engine.Analysis;

/// <summary>Makes the orders that are selections. The symbols of a split under a quantizer are measured once for all scopes.</summary>
/// <param name="session">The network on its device.</param>
public sealed class NeuronSelector(IAnalysisSession session, DataSplits data, int threads, CancellationToken cancellation) : IDisposable
{
    private readonly Dictionary<(Split Split, QuantizerRule Quantizer), Known> _known = [];

    /// <param name="set">Says the split, the quantizer, and which neurons are inactive.</param>
    /// <returns>Positions in the scope, the first to be removed first: the last that was chosen.</returns>
    public int[] Ascending(SelectionCriterion criterion, AblationScope scope, ProfileSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (!_known.TryGetValue((set.Split, set.Quantizer), out var known))
            _known.Add((set.Split, set.Quantizer), known = Measure(set));
        int[] neurons = [.. Enumerable.Range(0, set.Profiles.Length).Where(Within)];
        bool[] inactive = [.. neurons.Select(neuron => set.Profiles[neuron].Statistics.Inactive)];
        var order = new GreedySelection(known.Planes, known.Counter, known.Information, criterion, Parallelism).Order(neurons, inactive);
        return [.. order.Reverse().Select(neuron => neuron - neurons[0])];

        bool Within(int neuron) => scope.IsNetwork || set.Profiles[neuron].Id.Layer == scope.Layer;
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
