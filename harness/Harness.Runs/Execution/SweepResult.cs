using System.Collections.Immutable;

namespace Harness.Runs.Execution;

/// <summary>What a sweep came to.</summary>
/// <param name="Outcomes">The runs of this process, in the order of the plan.</param>
/// <param name="Skipped">Runs that were done before.</param>
/// <param name="Cancelled">Whether it was stopped before its end.</param>
public sealed record SweepResult(ImmutableArray<RunOutcome> Outcomes, int Skipped, bool Cancelled)
{
    public int Failed => Outcomes.Count(outcome => outcome.Row.Error is not null);
}
