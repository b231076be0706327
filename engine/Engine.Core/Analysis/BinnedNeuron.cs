using Engine.Ablation;
using Engine.Data;
using Engine.Measures;

namespace Engine.Analysis;

/// <summary>What one neuron says under a quantizer whose bins are merged from a finer one's.</summary>
/// <param name="Finest">The rule whose histogram was counted.</param>
public sealed record BinnedNeuron(NeuronId Id, Split Split, QuantizerRule Finest, Quantizer Quantizer, HistogramMeasures Measures);
