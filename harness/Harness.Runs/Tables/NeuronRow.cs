using Engine.Analysis;
using Engine.Data;
using Engine.Measures;

namespace Harness.Runs.Tables;

/// <summary>One neuron of one run on one split under one quantizer.</summary>
public sealed record NeuronRow(string RunId, Split Split, QuantizerRule Quantizer, NeuronProfile Profile);
