using Engine.Training;

namespace Harness.Runs.Tables;

/// <summary>One epoch of one run.</summary>
public sealed record EpochRow(string RunId, EpochRecord Epoch);
