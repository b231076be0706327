using Engine.Measures;

namespace Engine.Analysis;

/// <summary>A neuron's joint histogram and the quantizer that made its symbols.</summary>
public sealed record NeuronHistogram(Quantizer Quantizer, JointHistogram Counts);
