using System.Collections.Immutable;
using Engine.Measures;
using Engine.Networks;
using Engine.Pairs;

namespace Engine.Analysis.Streams;

/// <summary>A device's measuring of activations that do not fit memory, without a network: the same statistics and counts, to the last
/// digit, as of a layer of a network that it holds.</summary>
public interface IStreamMeasurer
{
    /// <summary>Statistics and joint histograms of one layer.</summary>
    /// <param name="layer">1-based.</param>
    /// <exception cref="UserErrorException">An output is not finite, a rule does not fit the outputs, or they cannot be read.</exception>
    StreamedLayer Measure(StreamedOutputs stream, int layer, StreamRequest request, CancellationToken cancellation);

    /// <summary>The symbols of some neurons at every sample, for permutation tests; one pass.</summary>
    /// <param name="quantizers">Of the neurons from <paramref name="first"/> on.</param>
    NeuronCodes Codes(
        StreamedOutputs stream, int first, IReadOnlyList<Quantizer> quantizers, StreamRequest request, CancellationToken cancellation);

    /// <summary>Prepares neurons' symbols for counting pairs.</summary>
    /// <param name="planes">Must outlive the counter.</param>
    IPairCounts CountPairs(BitPlanes planes);
}

/// <summary>The questions to a stream.</summary>
/// <param name="Labels"><c>[samples]</c>, each below <paramref name="Classes"/>.</param>
/// <param name="Activation">Of all neurons; null where it is not known.</param>
/// <param name="Rules">The quantizers to count with.</param>
public sealed record StreamRequest(
    ReadOnlyMemory<byte> Labels, int Classes, Activation? Activation, ImmutableArray<QuantizerRule> Rules, AnalysisResources Resources)
{
    /// <summary>Told of passes over the file beyond the first.</summary>
    public Action<string> Note { get; init; } = _ => { };

    /// <summary>The one-bit rule's edge; 0 for an activation that is not known.</summary>
    public float Edge => QuantizerFitting.OneBitEdge(Activation ?? Networks.Activation.Relu);

    /// <summary>The activation that outputs are taken as: the given one, else one whose edge is 0, of outputs that are never negative
    /// where none is.</summary>
    public Activation TakenAs(IReadOnlyList<ActivationStatistics> statistics)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        return Activation
            ?? (statistics.All(neuron => neuron.Min >= 0) ? Networks.Activation.Relu : Networks.Activation.LeakyRelu);
    }
}

/// <summary>A measured layer and the activation that its outputs were taken as.</summary>
public sealed record StreamedLayer(LayerMeasurement Measurement, Activation Activation);
