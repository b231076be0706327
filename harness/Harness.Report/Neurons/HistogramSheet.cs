namespace Harness.Report.Neurons;

/// <summary>Joint histograms of neurons of one run on one split under one quantizer.</summary>
/// <param name="Classes">Labels, one a column.</param>
internal sealed record HistogramSheet(int Run, string Split, string Quantizer, int[] Classes, IReadOnlyList<NeuronCounts> Neurons);
