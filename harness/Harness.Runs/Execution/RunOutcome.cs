using Engine.Analysis;
using Harness.Runs.Tables;

namespace Harness.Runs.Execution;

/// <summary>How a run ended.</summary>
/// <param name="Findings">Null for a run that failed.</param>
/// <param name="LargestClass">Samples of the largest class in the split that was ablated on.</param>
public sealed record RunOutcome(RunRow Row, NetworkFindings? Findings, int LargestClass);
