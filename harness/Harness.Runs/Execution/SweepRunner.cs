using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using Engine.Analysis;
using Engine.Data;
using Harness.Data;
using Harness.Runs.Storage;
using Harness.Runs.Tables;
using Harness.Specs.Plans;

namespace Harness.Runs.Execution;

/// <summary>Does the runs of a plan that are not done, several stacks at a time; a run that fails is recorded and the others go on.</summary>
public sealed class SweepRunner(RunProviders providers, ResultFolder folder, DataSetLoader loader, SweepOptions options, ISweepProgress progress)
{
    private readonly ConcurrentDictionary<string, Lazy<DataSet>> _data = new(StringComparer.Ordinal);

    /// <param name="mine">The runs that this process is to see to, as they train together.</param>
    /// <exception cref="StorageException">A file cannot be written; what is finished stays.</exception>
    public SweepResult Run(IReadOnlyList<ImmutableArray<PlannedRun>> mine, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(mine);
        var runs = mine.SelectMany(stack => stack).ToArray();
        var done = runs.Where(run => folder.StateOf(run.RunId).Status == RunStatus.Done).Select(run => run.RunId).ToHashSet(StringComparer.Ordinal);
        // What is done needs no training again, so the rest of its stack trains without it.
        PlannedRun[][] todo = [.. mine.Select(stack => stack.Where(run => !done.Contains(run.RunId)).ToArray()).Where(stack => stack.Length > 0)];
        var rows = new ConcurrentDictionary<string, RunRow>(StringComparer.Ordinal);
        if (todo.Length > 0)
            InParallel(todo, rows, cancellation);
        var missing = runs.Length - done.Count - rows.Count;
        return new SweepResult(
            [.. runs.Select(run => rows.GetValueOrDefault(run.RunId)).OfType<RunRow>()],
            [.. runs.Select(run => run.RunId).Where(done.Contains)],
            cancellation.IsCancellationRequested && missing > 0);
    }

    /// <summary>The data set of a run as its publisher ships it, loaded once for all runs that share it.</summary>
    public DataSet LoadRaw(PlannedRun run, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        var request = RunSettings.Request(run.Spec.Dataset);
        return _data.GetOrAdd($"{request.Kind}:{request.Value}", _ => new Lazy<DataSet>(() => loader.Load(request, cancellation))).Value;
    }

    /// <summary>The data set of a run as its network sees it.</summary>
    public DataSet Load(PlannedRun run, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        return LoadRaw(run, cancellation).With(RunSettings.Input(run.Spec.Input));
    }

    /// <summary>The stacks in the order of the plan, each taken by the next free worker.</summary>
    private void InParallel(PlannedRun[][] todo, ConcurrentDictionary<string, RunRow> rows, CancellationToken cancellation)
    {
        var workers = Math.Max(1, Math.Min(options.Jobs, todo.Length));
        var share = new AnalysisResources(Math.Max(1, options.Threads / workers), Math.Max(1, options.Memory / workers));
        var executor = new RunExecutor(providers, folder, share, progress);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        ExceptionDispatchInfo? failure = null;
        var next = -1;
        var threads = Enumerable.Range(0, workers).Select(worker => new Thread(Work) { Name = $"engine job {worker}", IsBackground = true }).ToArray();
        foreach (var thread in threads)
            thread.Start();
        foreach (var thread in threads)
            thread.Join();
        failure?.Throw();

        void Work()
        {
            try
            {
                for (var i = Interlocked.Increment(ref next); i < todo.Length && !stop.IsCancellationRequested; i = Interlocked.Increment(ref next))
                    Execute(executor, todo[i], rows, stop.Token);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // What was cut short is done again by --resume.
            }
            catch (Exception cause)
            {
                Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(cause), null);
                stop.Cancel();
            }
        }
    }

    private void Execute(RunExecutor executor, PlannedRun[] stack, ConcurrentDictionary<string, RunRow> rows, CancellationToken cancellation)
    {
        var data = Load(stack[0], cancellation);
        executor.Execute(stack, data, Ended, cancellation);

        void Ended(RunRow row)
        {
            rows[row.RunId] = row;
            progress.Finished(row.RunId, row.Error);
        }
    }
}
