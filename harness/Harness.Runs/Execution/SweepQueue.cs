using Harness.Runs.Claims;
using Harness.Runs.Storage;

namespace Harness.Runs.Execution;

/// <summary>Gives the workers of this process one stack after another, in the order of the plan, that no other process has in hand.</summary>
internal sealed class SweepQueue(ResultFolder folder, SweepStart start, TimeSpan lease, Action<string, RunState> endedElsewhere) : IDisposable
{
    /// <summary>Between two looks at what other processes have in hand.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private readonly LinkedList<StackWork> _left = new(start.Todo);
    private readonly ClaimBoard _claims = new(folder.ClaimsPath, lease);
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    /// <summary>The next stack, claimed; waits while all that are left are in other processes' hands, which may die. Null when nothing is left.</summary>
    /// <exception cref="StorageException">The folder is full, read-only or gone.</exception>
    public StackWork? Next(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            lock (_lock)
            {
                if (Take() is { } taken)
                    return taken;
                if (_left.Count == 0)
                    return null;
            }
            cancellation.WaitHandle.WaitOne(Pause);
        }
        return null;
    }

    /// <summary>Gives a stack out of hand that has ended, or that this process is stopped in.</summary>
    public void Release(StackWork stack) => _claims.Release(stack.Id);

    /// <summary>Puts a stack back that is to be tried once more.</summary>
    public void Retry(StackWork stack)
    {
        lock (_lock)
            _left.AddLast(stack);
    }

    public void Dispose() => _claims.Dispose();

    private StackWork? Take()
    {
        for (var node = _left.First; node is not null;)
        {
            var (stack, next) = (Left(node.Value), node.Next);
            if (stack.Todo.Length > 0 && _claims.TryTake(stack.Id, out var tookOver))
            {
                if (tookOver)
                    folder.RemoveUnfinished(stack.Planned.Select(run => run.RunId).ToHashSet(StringComparer.Ordinal));
                // It may have been finished between the look and the claim.
                stack = Left(stack);
                if (stack.Todo.Length > 0)
                {
                    _left.Remove(node);
                    return stack;
                }
                _claims.Release(stack.Id);
            }
            if (stack.Todo.IsEmpty)
                _left.Remove(node);
            node = next;
        }
        return null;
    }

    /// <summary>The stack without the runs that another process has brought to an end since this one began.</summary>
    private StackWork Left(StackWork stack) => stack.Todo.Any(run => HasNewRow(run.RunId)) ? stack with { Todo = [.. stack.Todo.Where(run => !IsEnded(run.RunId))] } : stack;

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
