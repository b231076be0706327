using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics;
using Harness.Runs.Leases;
using Harness.Runs.Storage;
using Harness.Specs.Plans;

namespace Harness.Runs.Execution;

/// <summary>
/// Gives the workers of this process the stacks, in the order of the plan, that no other process holds.
/// </summary>
internal sealed class SweepQueue(
    ResultFolder folder, SweepStart start, TimeSpan lease, Action<string, RunState> endedElsewhere, Action<string> warn) : IDisposable
{
    /// <summary>Stacks that are named while this process waits for them.</summary>
    private const int Named = 3;

    /// <summary>A wait that is longer is told, or one longer than a lease of this process.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Time between two looks at the leases of other processes.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private readonly LinkedList<StackWork> _left = new(start.Todo);
    private readonly LeaseBoard _leases = new(folder.LeasesPath, lease);
    private readonly FrozenDictionary<string, string> _stacks = start.Todo
        .SelectMany(stack => stack.Planned.Select(run => (run.RunId, stack.Id)))
        .ToFrozenDictionary(run => run.RunId, run => run.Id, StringComparer.Ordinal);

    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private bool _toldOfWaiting;

    /// <summary>
    /// The next stack, leased to this process. Waits while other processes, which may die, hold all that are left. Null when nothing is
    /// left.
    /// </summary>
    /// <exception cref="StorageException">The folder is full, read-only or gone.</exception>
    public StackWork? Next(CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        while (!cancellation.IsCancellationRequested)
        {
            lock (_lock)
            {
                if (Take() is { } taken)
                    return taken;
                if (_left.Count == 0)
                    return null;
                if (!_toldOfWaiting && Stopwatch.GetElapsedTime(began) > (lease < Patience ? lease : Patience))
                    TellOfWaiting();
            }
            cancellation.WaitHandle.WaitOne(Pause);
        }
        return null;
    }

    /// <summary>Gives back a stack that has ended, or in which this process was stopped.</summary>
    public void Release(StackWork stack) => _leases.Release(stack.Id);

    /// <summary>Tells other processes by its lease how far a run of a stack in hand is.</summary>
    public void Note(string run, LeasedRun state)
    {
        if (_stacks.TryGetValue(run, out var stack))
            _leases.Note(stack, run, state);
    }

    /// <summary>Puts a stack back that is to be tried once more.</summary>
    public void Retry(StackWork stack)
    {
        lock (_lock)
            _left.AddLast(stack);
    }

    public void Dispose() => _leases.Dispose();

    private StackWork? Take()
    {
        for (var node = _left.First; node is not null;)
        {
            var (stack, next) = (Left(node.Value), node.Next);
            if (stack.Todo.Length > 0 && _leases.TryTake(stack.Id, out var tookOver))
            {
                if (tookOver)
                    folder.RemoveUnfinished(stack.Planned.Select(run => run.RunId).ToHashSet(StringComparer.Ordinal));
                // It may have been finished between the look and the lease.
                stack = Left(stack);
                if (stack.Todo.Length > 0)
                {
                    _left.Remove(node);
                    return stack;
                }
                _leases.Release(stack.Id);
            }
            if (stack.Todo.IsEmpty)
                _left.Remove(node);
            node = next;
        }
        return null;
    }

    private void TellOfWaiting()
    {
        _toldOfWaiting = true;
        var leases = LeaseBoard.Leases(folder.LeasesPath);
        string[] waits = [.. _left.Take(Named).Select(stack => $"{stack.Id} ({Holder(leases.GetValueOrDefault(stack.Id))})")];
        var more = _left.Count > Named ? $" and {_left.Count - Named} more" : "";
        warn($"waiting for runs in other hands, until they are done or their lease has not changed for its length: "
            + $"{string.Join(", ", waits)}{more}");
    }

    private string Holder(Lease? held) => held is null
        ? $"its claim in {folder.LeasesPath} is damaged; lease of {lease.TotalSeconds:0.#} s"
        : $"process {held.Owner.Process} on {held.Owner.Machine}, lease of {held.Length:0.#} s";

    /// <summary>The stack without the runs that another process has finished since this one began.</summary>
    private StackWork Left(StackWork stack) =>
        stack.Todo.Any(run => HasNewRow(run.RunId)) ? stack with { Todo = [.. stack.Todo.Where(run => !IsEnded(run.RunId))] } : stack;

    private bool HasNewRow(string run) => folder.VersionOf(run) is { } row && row != start.Rows[run];

    private bool IsEnded(string run)
    {
        if (!HasNewRow(run) || folder.StateOf(run) is not { Status: not RunStatus.Missing } state)
            return false;
        if (_told.Add(run))
            endedElsewhere(run, state);
        return true;
    }
}

/// <summary>The state of a folder when a process begins with its runs.</summary>
/// <param name="Done">Ids of the runs that are done.</param>
/// <param name="Todo">The stacks with runs that are not done. Only those runs are trained.</param>
/// <param name="Rows">The version of the row of each run that is not done; null where it has none.</param>
internal sealed record SweepStart(IReadOnlySet<string> Done, ImmutableArray<StackWork> Todo, IReadOnlyDictionary<string, long?> Rows)
{
    /// <exception cref="UnreadableException">A run may be done, and its files may not be read.</exception>
    public static SweepStart Look(
        ResultFolder folder, IReadOnlyList<ImmutableArray<PlannedRun>> mine, CancellationToken cancellation)
    {
        var runs = mine.SelectMany(stack => stack).ToArray();
        var rows = runs.AsParallel().WithCancellation(cancellation).Select(run => (run.RunId, Row: folder.VersionOf(run.RunId)))
            .ToDictionary(run => run.RunId, run => run.Row, StringComparer.Ordinal);
        var states = runs.AsParallel().AsOrdered().WithCancellation(cancellation)
            .Select(run => (run.RunId, State: folder.StateOf(run.RunId))).ToArray();
        if (Array.Find(states, run => run.State.IsUnreadable) is { State.Reason: { } reason })
            throw new UnreadableException(
                $"{reason.TrimEnd('.')}. Whether the run is done cannot be told, and it is not done again: change the rights and run again "
                    + "with --resume.");
        var done = states.Where(run => rows[run.RunId] is not null && run.State.Status == RunStatus.Done)
            .Select(run => run.RunId).ToHashSet(StringComparer.Ordinal);
        var stacks = mine.Select(stack => new StackWork(stack, [.. stack.Where(run => !done.Contains(run.RunId))])).ToArray();
        Clean(folder, stacks);
        return new SweepStart(done, [.. stacks.Where(stack => stack.Todo.Length > 0)], rows);
    }

    /// <summary>Removes the files that ended processes have left of runs that nobody holds.</summary>
    private static void Clean(ResultFolder folder, StackWork[] stacks)
    {
        var leased = folder.LeasedStacks();
        var finished = stacks.Where(stack => stack.Todo.IsEmpty).ToArray();
        LeaseBoard.RemoveLeases(folder.LeasesPath, finished.Select(stack => stack.Id).ToHashSet(StringComparer.Ordinal));
        var checkpoints = folder.Checkpoints.Owners();
        foreach (var run in finished.SelectMany(stack => stack.Planned).Where(run => checkpoints.Contains(run.RunId)))
            folder.Checkpoints.Remove(run.RunId);
        var free = stacks.Where(stack => stack.Todo.IsEmpty || !leased.ContainsKey(stack.Id)).SelectMany(stack => stack.Planned);
        folder.RemoveUnfinished(free.Select(run => run.RunId).ToHashSet(StringComparer.Ordinal));
    }
}

/// <summary>Runs of the plan that train together, and which of them are to be done.</summary>
/// <param name="Planned">All runs of the stack, as planned; a run that trains alone is a stack of one.</param>
/// <param name="Todo">The runs that are not done, in the order of the plan.</param>
public sealed record StackWork(ImmutableArray<PlannedRun> Planned, ImmutableArray<PlannedRun> Todo)
{
    /// <summary>Names its lease and its checkpoint.</summary>
    public string Id => Planned[0].RunId;

    /// <summary>Whether memory ran out at the first try. It is then done alone, run by run, in less memory.</summary>
    public bool IsRetried { get; init; }

    public static StackWork Of(ImmutableArray<PlannedRun> planned) => new(planned, planned);
}
