namespace Harness.Report.Neurons;

/// <summary>The neurons of one run on one split under one quantizer, column by column.</summary>
/// <param name="Layer">Hidden layer of each, from 1.</param>
/// <param name="Neuron">Place in its layer, from 0.</param>
/// <param name="Values">By the table's column; a column without values is absent.</param>
internal sealed record NeuronSheet(int Run, string Split, string Quantizer, int[] Layer, int[] Neuron, IReadOnlyDictionary<string, double[]> Values);
