using System.Collections.Immutable;
using Engine.Ablation;
using Engine.Data;
using Engine.Measures;
using Engine.Pairs;

namespace Engine.Analysis;

/// <summary>The pairs of a network's neurons that were kept.</summary>
/// <param name="Split">The samples that are counted.</param>
public sealed record PairFindings(Split Split, QuantizerRule Quantizer, ImmutableArray<NeuronPair> Pairs)
{
    public static PairFindings None { get; } = new(Split.Test, QuantizerRule.OneBit, []);

    /// <param name="layers">Of all hidden layers, under the quantizer of the options, with symbols.</param>
    /// <param name="open">The device's counter.</param>
    internal static PairFindings Of(
        IReadOnlyList<LayerMeasurement> layers, Split split, ReadOnlyMemory<byte> labels, int classes, PairOptions options,
        Func<BitPlanes, IPairCounts> open, ParallelOptions parallel)
    {
        var quantized = layers.Select(layer => layer.Quantized[0]).ToArray();
        var codes = NeuronCodes.Join([.. quantized.Select(layer => layer.Codes!)]);
        JointHistogram[] histograms = [.. quantized.SelectMany(layer => layer.Histograms).Select(neuron => neuron.Counts)];
        NeuronId[] neurons =
            [.. layers.SelectMany(layer => Enumerable.Range(0, layer.Neurons).Select(neuron => new NeuronId(layer.Layer, neuron)))];
        var planes = new BitPlanes(codes, labels, classes, parallel);
        using var counter = open(planes);
        var (estimator, across) = (new PairEstimator(planes, histograms), options.Scopes.Contains(ScopeChoice.Network));
        var found = new PairFinder(planes, counter, estimator, neurons, across, options, parallel).Find();
        return new PairFindings(split, options.Quantizer, found);
    }
}
