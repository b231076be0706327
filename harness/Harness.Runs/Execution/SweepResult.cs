using System.Collections.Immutable;
using Harness.Runs.Tables;

namespace Harness.Runs.Execution;

/// <summary>What a sweep came to in this process; what the runs found is in their files.</summary>
/// <param name="Ended">The runs that ended now, done or failed, in the order of the plan's stacks.</param>
/// <param name="DoneBefore">Ids of the runs that were done before.</param>
/// <param name="Cancelled">Whether it was stopped before its end.</param>
public sealed record SweepResult(ImmutableArray<RunRow> Ended, ImmutableArray<string> DoneBefore, bool Cancelled)
{
    /// <summary>Ids of the runs that other processes have done meanwhile.</summary>
    public ImmutableArray<string> DoneElsewhere { get; init; } = [];

    /// <summary>Ids of the runs that have failed in other processes meanwhile.</summary>
    public ImmutableArray<string> FailedElsewhere { get; init; } = [];

    /// <summary>Ids of all runs that are done, whenever and wherever.</summary>
    public IReadOnlyCollection<string> AllDone => [.. Ended.Where(row => row.Error is null).Select(row => row.RunId), .. DoneBefore, .. DoneElsewhere];

    /// <summary>Of those that ended in this process.</summary>
    public int Failed => Ended.Count(row => row.Error is not null);

    public int Done => Ended.Length - Failed;
}
