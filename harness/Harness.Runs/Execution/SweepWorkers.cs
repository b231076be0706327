using System.Runtime.ExceptionServices;
using Engine.Analysis;
using Harness.Runs.Tables;

namespace Harness.Runs.Execution;

/// <summary>
/// The threads of a sweep, so many for each device: each takes the next stack when it is free. A stack that memory has no room for is tried
/// once more when nothing else runs, in a quarter of the memory, run by run.
/// </summary>
internal sealed class SweepWorkers(
    SweepProviders providers, Storage.ResultFolder folder, SweepOptions options, ISweepProgress progress, SweepQueue queue,
    SweepData data) : IDisposable
{
    /// <summary>A second try may use one part in so many of the memory.</summary>
    private const int RetryShare = 4;

    /// <summary>Held by all stacks in work together, and by one that is retried alone.</summary>
    private readonly ReaderWriterLockSlim _room = new();
    private readonly DeviceCrew _crew = new(providers, options.Jobs, progress.Warn);
    private readonly Lock _failing = new();
    private ExceptionDispatchInfo? _failure;

    /// <param name="stacks">Number of stacks.</param>
    /// <param name="ended">Told of each run's row, from any thread.</param>
    public void Run(int stacks, Action<RunRow> ended, CancellationToken cancellation)
    {
        var jobs = (int)Math.Max(1, Math.Min((long)options.Jobs * _crew.Seats.Length, stacks));
        var share = new AnalysisResources(Math.Max(1, options.Threads / jobs), Math.Max(1, options.Memory / jobs));
        // As many again, of which each computes while another one writes.
        var workers = Math.Min(2 * jobs, stacks);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var threads = Enumerable.Range(0, workers)
            .Select(worker => new Thread(() => Work(_crew.Seats[worker % _crew.Seats.Length], share, Ended, stop))
            {
                Name = $"engine job {worker}",
                IsBackground = true,
            }).ToArray();
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
        _crew.Dispose();
        _room.Dispose();
    }

    private void Work(DeviceSeat seat, AnalysisResources share, Action<RunRow> ended, CancellationTokenSource stop)
    {
        try
        {
            // The turn first: a stack that is leased is begun.
            for (var left = true; left;)
            {
                using var turn = seat.Turns.Take(stop.Token);
                if (!seat.IsGivenUp && queue.Next(stop.Token) is { } stack)
                    Do(stack, seat, share, turn, ended, stop.Token);
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

    private void Do(
        StackWork stack, DeviceSeat seat, AnalysisResources share, ComputeTurns.Turn turn, Action<RunRow> ended,
        CancellationToken cancellation)
    {
        var left = stack.Todo;
        var retry = false;
        try
        {
            if (stack.IsRetried)
                DoAlone(stack, seat, Ended, cancellation);
            else
                DoBesideOthers(stack, seat, share, turn, Ended, cancellation);
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
        StackWork stack, DeviceSeat seat, AnalysisResources share, ComputeTurns.Turn turn, Action<RunRow> ended,
        CancellationToken cancellation)
    {
        _room.EnterReadLock();
        try
        {
            Execute(stack, seat, share, turn.End, ended, cancellation);
        }
        finally
        {
            _room.ExitReadLock();
        }
    }

    private void DoAlone(StackWork stack, DeviceSeat seat, Action<RunRow> ended, CancellationToken cancellation)
    {
        _room.EnterWriteLock();
        try
        {
            GC.Collect();
            var resources = new AnalysisResources(options.Threads, Math.Max(1, options.Memory / RetryShare));
            foreach (var run in stack.Todo)
                Execute(StackWork.Of([run]) with { IsRetried = true }, seat, resources, () => { }, ended, cancellation);
        }
        finally
        {
            _room.ExitWriteLock();
        }
    }

    private void Execute(
        StackWork stack, DeviceSeat seat, AnalysisResources resources, Action computed, Action<RunRow> ended,
        CancellationToken cancellation)
    {
        var executor = new RunExecutor(seat.Providers, folder, resources, options.CheckpointInterval, progress);
        var isNoted = false;
        executor.Execute(stack, data.Of(stack.Planned[0], cancellation), Computed, ended, cancellation);
        if (!isNoted)
            _crew.Note(seat, executor.DeviceFailed);

        // Before the turn goes on: while this one writes its files the next one may fail, and they are no failures in a row.
        void Computed()
        {
            isNoted = true;
            _crew.Note(seat, failed: false);
            computed();
        }
    }
}
