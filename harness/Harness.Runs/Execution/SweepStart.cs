using System.Collections.Immutable;
using Harness.Runs.Claims;
using Harness.Runs.Storage;
using Harness.Specs.Plans;

namespace Harness.Runs.Execution;

/// <summary>How a folder stands when a process begins with its runs.</summary>
/// <param name="Done">Ids of the runs that are done.</param>
/// <param name="Todo">The stacks with runs that are not; what is done needs no training again, so the rest of its stack trains without it.</param>
/// <param name="Rows">For each run that is not done which row it had, if any.</param>
internal sealed record SweepStart(IReadOnlySet<string> Done, ImmutableArray<StackWork> Todo, IReadOnlyDictionary<string, long?> Rows)
{
    public static SweepStart Look(ResultFolder folder, IReadOnlyList<ImmutableArray<PlannedRun>> mine)
    {
        var runs = mine.SelectMany(stack => stack).ToArray();
        var rows = runs.AsParallel().Select(run => (run.RunId, Row: folder.VersionOf(run.RunId))).ToDictionary(run => run.RunId, run => run.Row, StringComparer.Ordinal);
        var done = runs.AsParallel().Where(run => rows[run.RunId] is not null && folder.StateOf(run.RunId).Status == RunStatus.Done).Select(run => run.RunId).ToHashSet(StringComparer.Ordinal);
        var stacks = mine.Select(stack => new StackWork(stack, [.. stack.Where(run => !done.Contains(run.RunId))])).ToArray();
        Clean(folder, stacks);
        return new SweepStart(done, [.. stacks.Where(stack => stack.Todo.Length > 0)], rows);
    }

    /// <summary>Removes what processes that are no more have left, of runs that are in nobody's hands.</summary>
    private static void Clean(ResultFolder folder, StackWork[] stacks)
    {
        var claimed = ClaimBoard.Read(folder.ClaimsPath);
        var finished = stacks.Where(stack => stack.Todo.IsEmpty).ToArray();
        ClaimBoard.RemoveClaims(folder.ClaimsPath, finished.Select(stack => stack.Id).ToHashSet(StringComparer.Ordinal));
        var checkpoints = folder.StacksWithCheckpoint();
        foreach (var run in finished.SelectMany(stack => stack.Planned).Where(run => checkpoints.Contains(run.RunId)))
            folder.RemoveCheckpoint(run.RunId);
        folder.RemoveUnfinished(stacks.Where(stack => stack.Todo.IsEmpty || !claimed.ContainsKey(stack.Id)).SelectMany(stack => stack.Planned).Select(run => run.RunId).ToHashSet(StringComparer.Ordinal));
    }
}
