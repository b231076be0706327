using Engine.Analysis;

namespace Harness.Runs.Tables;

/// <summary>One neuron of one run under one number of bins.</summary>
public sealed record BinSensitivityRow(string RunId, BinnedNeuron Neuron);
