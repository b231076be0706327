using System.Runtime.ExceptionServices;
using Engine.Analysis;
using Harness.Runs.Tables;

namespace Harness.Runs.Execution;

/// <summary>
/// The threads of a sweep: each takes the next stack when it is free. A stack that memory has no room for is tried once more when nothing
/// else runs, in a quarter of the memory, run by run.
/// </summary>
internal sealed class SweepWorkers(
    RunProviders providers, Storage.ResultFolder folder, SweepOptions options, ISweepProgress progress, SweepQueue queue,
    SweepData data) : IDisposable
{
    /// <summary>A second try may use one part in so many of the memory.</summary>
    private const int RetryShare = 4;

    /// <summary>Held by all stacks in work together, and by one that is retried alone.</summary>
    private readonly ReaderWriterLockSlim _room = new();
    private readonly ComputeTurns _turns = new(options.Jobs);
    private readonly Lock _failing = new();
    private ExceptionDispatchInfo? _failure;

    /// <param name="stacks">Number of stacks.</param>
    /// <param name="ended">Told of each run's row, from any thread.</param>
    public void Run(int stacks, Action<RunRow> ended, CancellationToken cancellation)
    {
        var jobs = Math.Max(1, Math.Min(options.Jobs, stacks));
        var share = new AnalysisResources(Math.Max(1, options.Threads / jobs), Math.Max(1, options.Memory / jobs));
        // As many again, of which each computes while another one writes.
        var workers = Math.Min(2 * jobs, stacks);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var threads = Enumerable.Range(0, workers)
            .Select(worker => new Thread(() => Work(share, Ended, stop)) { Name = $"engine job {worker}", IsBackground = true }).ToArray();
        foreach (var thread in threads)
            thread.Start();
        foreach (var thread in threads)
            thread.Join();
        _failure?.Throw();

        void Ended(RunRow row)
        {
            ended(row);
            if (options.FailFast && row.Error is not null)
                stop.Cancel();
        }
    }

    public void Dispose()
    {
        _turns.Dispose();
        _room.Dispose();
    }

    private void Work(AnalysisResources share, Action<RunRow> ended, CancellationTokenSource stop)
    {
        try
        {
            // The turn first: a stack that is leased is begun.
            for (var left = true; left;)
            {
                using var turn = _turns.Take(stop.Token);
                if (queue.Next(stop.Token) is { } stack)
                    Do(stack, share, turn, ended, stop.Token);
                else
                    left = false;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Runs that were cut short go on with --resume.
        }
        catch (Exception cause)
        {
            lock (_failing)
                _failure ??= ExceptionDispatchInfo.Capture(cause);
            stop.Cancel();
        }
    }

    private void Do(StackWork stack, AnalysisResources share, ComputeTurns.Turn turn, Action<RunRow> ended, CancellationToken cancellation)
    {
        var left = stack.Todo;
        var retry = false;
        try
        {
            if (stack.IsRetried)
                DoAlone(stack, Ended, cancellation);
            else
                DoBesideOthers(stack, share, turn, Ended, cancellation);
        }
        catch (OutOfMemoryException) when (!stack.IsRetried)
        {
            retry = true;
            progress.Warn($"{stack.Id}: out of memory; it is tried once more, alone and in less memory, when nothing else runs");
        }
        finally
        {
            queue.Release(stack);
            if (retry)
                queue.Retry(stack with { Todo = left, IsRetried = true });
        }

        void Ended(RunRow row)
        {
            left = left.RemoveAll(run => run.RunId == row.RunId);
            ended(row);
        }
    }

    private void DoBesideOthers(
        StackWork stack, AnalysisResources share, ComputeTurns.Turn turn, Action<RunRow> ended, CancellationToken cancellation)
    {
        _room.EnterReadLock();
        try
        {
            Execute(stack, share, turn.End, ended, cancellation);
        }
        finally
        {
            _room.ExitReadLock();
        }
    }

    private void DoAlone(StackWork stack, Action<RunRow> ended, CancellationToken cancellation)
    {
        _room.EnterWriteLock();
        try
        {
            GC.Collect();
            var resources = new AnalysisResources(options.Threads, Math.Max(1, options.Memory / RetryShare));
            foreach (var run in stack.Todo)
                Execute(StackWork.Of([run]) with { IsRetried = true }, resources, () => { }, ended, cancellation);
        }
        finally
        {
            _room.ExitWriteLock();
        }
    }

    private void Execute(
        StackWork stack, AnalysisResources resources, Action computed, Action<RunRow> ended, CancellationToken cancellation) =>
        new RunExecutor(providers, folder, resources, options.CheckpointInterval, progress)
            .Execute(stack, data.Of(stack.Planned[0], cancellation), computed, ended, cancellation);
}

/// <summary>
/// How many stacks of a sweep compute at a time. One that only writes its files holds no turn, so that the next one computes while the disk
/// answers.
/// </summary>
internal sealed class ComputeTurns(int turns) : IDisposable
{
    private readonly SemaphoreSlim _free = new(turns);

    /// <summary>Waits until one is free.</summary>
    /// <exception cref="OperationCanceledException">Stopped before one was.</exception>
    public Turn Take(CancellationToken cancellation)
    {
        _free.Wait(cancellation);
        return new Turn(_free);
    }

    public void Dispose() => _free.Dispose();

    /// <summary>One that is taken; belongs to one thread.</summary>
    internal sealed class Turn(SemaphoreSlim free) : IDisposable
    {
        private SemaphoreSlim? _free = free;

        /// <summary>Gives it back, once.</summary>
        public void End()
        {
            _free?.Release();
            _free = null;
        }

        public void Dispose() => End();
    }
}
