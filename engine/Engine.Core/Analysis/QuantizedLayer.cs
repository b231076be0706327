using System.Collections.Immutable;
using Engine.Measures;

namespace Engine.Analysis;

/// <summary>One hidden layer under one quantizer.</summary>
/// <param name="Histograms"><c>[neurons]</c>.</param>
/// <param name="Codes">Each neuron's symbol at every sample, for permutation tests; null when none were asked for.</param>
public sealed record QuantizedLayer(QuantizerRule Rule, ImmutableArray<NeuronHistogram> Histograms, NeuronCodes? Codes);
