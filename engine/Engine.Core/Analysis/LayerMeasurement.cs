using System.Collections.Immutable;
using Engine.Measures;

namespace Engine.Analysis;

/// <summary>Statistics and histograms of one hidden layer on a split.</summary>
/// <param name="Layer">1-based.</param>
/// <param name="Statistics"><c>[neurons]</c>.</param>
/// <param name="Quantized"><c>[rules]</c>: the layer under each quantizer.</param>
public sealed record LayerMeasurement(int Layer, ImmutableArray<ActivationStatistics> Statistics, ImmutableArray<QuantizedLayer> Quantized)
{
    public int Neurons => Statistics.Length;
}

/// <summary>One hidden layer under one quantizer.</summary>
/// <param name="Histograms"><c>[neurons]</c>.</param>
/// <param name="Codes">Each neuron's symbol at every sample, for permutation tests; null when none were asked for.</param>
public sealed record QuantizedLayer(QuantizerRule Rule, ImmutableArray<NeuronHistogram> Histograms, NeuronCodes? Codes);
