using Engine.Networks;
using Harness.Runs.Tables;

namespace Harness.Runs.Execution;

/// <summary>How one run of a stack came out of training.</summary>
/// <param name="Network">Null where training failed.</param>
/// <param name="Failure">Why it failed; null where it did not.</param>
internal sealed record TrainedRun(Network? Network, IReadOnlyList<EpochRow> Epochs, string? Failure);
