namespace Harness.Report.Neurons;

/// <summary>One neuron's joint histogram.</summary>
/// <param name="Edges"><c>[bins + 1]</c>: the first bin's lower edge and every bin's upper one; NaN for an unbounded one.</param>
/// <param name="Counts"><c>[bins, classes]</c>, bin by bin.</param>
internal sealed record NeuronCounts(int Layer, int Neuron, double[] Edges, int[] Counts);
