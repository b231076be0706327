namespace Harness.Runs.Tables;

/// <summary>One cell of one neuron's joint histogram.</summary>
public sealed record HistogramRow(NeuronRow Neuron, int Bin, int Class);
