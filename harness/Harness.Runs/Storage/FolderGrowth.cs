using System.Collections.Immutable;
using System.Text;
using Engine;
using Harness.Specs.Plans;

namespace Harness.Runs.Storage;

/// <summary>Lets the sweep of a folder grow: its spec may have gained points and seeds, a series checkpoints, and nothing else may differ.
/// </summary>
/// <param name="begun">The folder's manifest.</param>
public sealed class FolderGrowth(ResultFolder folder, Manifest begun)
{
    private const int Named = 3;

    /// <summary>The growth of a folder's sweep.</summary>
    /// <exception cref="UsageException">Nothing was begun there.</exception>
    public static FolderGrowth Of(ResultFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return FolderStart.Begun(folder) is { } begun
            ? new FolderGrowth(folder, begun)
            : throw new UsageException($"{folder.Path} holds no sweep that --extend could add to; leave --extend out to begin one.");
    }

    /// <summary>The grown plan, runs that the folder has under their ids there: what is before the hash of a spec tells what varies in a
    /// sweep, and may have changed with it.</summary>
    public ImmutableArray<PlannedRun> Keep(ImmutableArray<PlannedRun> plan)
    {
        var known = begun.Runs.Where(RunId.HasHash).ToLookup(RunId.HashOf, StringComparer.Ordinal);
        return [.. plan.Select(run => known[RunId.HashOf(run.RunId)].FirstOrDefault() is { } id ? run with { RunId = id } : run)];
    }

    /// <summary>The folder's stacks as they are, and the new runs in stacks of their own.</summary>
    /// <param name="plan">As <see cref="Keep"/> gives it.</param>
    /// <param name="limit">Runs of a new stack at most.</param>
    public ImmutableArray<ImmutableArray<PlannedRun>> Stacks(ImmutableArray<PlannedRun> plan, int limit)
    {
        var known = begun.Runs.ToHashSet(StringComparer.Ordinal);
        return [.. StacksOf(begun, plan), .. StackPlan.Create([.. plan.Where(run => !known.Contains(run.RunId))], limit)];
    }

    /// <summary>The stacks that a manifest tells, of the runs that the plan has too.</summary>
    public static ImmutableArray<ImmutableArray<PlannedRun>> StacksOf(Manifest manifest, ImmutableArray<PlannedRun> plan)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        var planned = plan.ToDictionary(run => run.RunId, StringComparer.Ordinal);
        var stacked = manifest.Stacks ?? [.. manifest.Runs.Select(run => ImmutableArray.Create(run))];
        return
        [
            .. stacked.Select(stack => stack.Where(planned.ContainsKey).Select(run => planned[run]).ToImmutableArray())
                .Where(stack => !stack.IsEmpty),
        ];
    }

    /// <summary>Writes the grown manifest in place of the folder's; where it has all runs already, nothing.</summary>
    /// <param name="grown">As far as it is known without the data.</param>
    /// <param name="preflight">Checks what must hold before anything is written, which may throw, and gives the whole manifest.</param>
    /// <exception cref="UsageException">More differs than that there are new runs, the data are others, or a process works on the
    /// sweep.</exception>
    /// <exception cref="StorageException">The manifest cannot be written.</exception>
    public void Write(Manifest grown, Func<Manifest> preflight)
    {
        ArgumentNullException.ThrowIfNull(grown);
        ArgumentNullException.ThrowIfNull(preflight);
        begun.RequireGrowth(grown);
        var whole = preflight();
        if (whole.Data is { } found)
            DataBinding.RequireSame(
                folder.Path, DataBinding.Recorded(folder, begun), found, "Put the data back that the sweep was begun with.");
        if (begun.Runs.Length == grown.Runs.Length)
            return;
        RequireNobody();
        var next = whole with { StartedAt = begun.StartedAt, Checksums = begun.Checksums, Grown = begun.Grown + 1 };
        WholeFile.Write(folder.ManifestPath, stream => stream.Write(Encoding.UTF8.GetBytes(next.ToJson())));
    }

    /// <summary>A process that knows the smaller plan would write its readings over the seeds again.</summary>
    private void RequireNobody()
    {
        var held = folder.LeasedStacks();
        if (held.Count == 0)
            return;
        var who = held.Take(Named)
            .Select(stack => $"{stack.Key} is in the hands of process {stack.Value.Owner.Process} on {stack.Value.Owner.Machine}");
        throw new UsageException(
            $"{folder.Path}: {string.Join(", ", who)}{(held.Count > Named ? $", and {held.Count - Named} more" : "")}. Wait for the "
                + "processes that work on the sweep, or stop them, before it grows.");
    }
}
