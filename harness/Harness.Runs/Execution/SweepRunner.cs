using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Engine.Analysis;
using Engine.Data;
using Harness.Data;
using Harness.Runs.Storage;
using Harness.Specs.Plans;

namespace Harness.Runs.Execution;

/// <summary>Does the runs of a plan that are not done, several at a time; one that fails is recorded and the others go on.</summary>
public sealed class SweepRunner(RunProviders providers, ResultFolder folder, DataSetLoader loader, SweepOptions options, ISweepProgress progress)
{
    private readonly ConcurrentDictionary<string, Lazy<DataSet>> _data = new(StringComparer.Ordinal);

    /// <exception cref="Engine.UserErrorException">A file cannot be written; what is finished stays.</exception>
    public SweepResult Run(IReadOnlyList<PlannedRun> plan, CancellationToken cancellation)
    {
        var mine = plan.Where((_, place) => place % options.Shards == options.Shard).ToArray();
        var todo = mine.Where(run => folder.StateOf(run.RunId).Status != RunStatus.Done).ToArray();
        var outcomes = new RunOutcome?[todo.Length];
        if (todo.Length > 0)
            InParallel(todo, outcomes, cancellation);
        return new SweepResult([.. outcomes.OfType<RunOutcome>()], mine.Length - todo.Length, cancellation.IsCancellationRequested && outcomes.Contains(null));
    }

    /// <summary>The data set of a run, loaded once for all runs that share it.</summary>
    public DataSet Load(PlannedRun run, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        var request = RunSettings.Request(run.Spec.Dataset);
        var raw = _data.GetOrAdd($"{request.Kind}:{request.Value}", _ => new Lazy<DataSet>(() => loader.Load(request, cancellation))).Value;
        return run.Spec.Input.IsIdentity ? raw : raw.With(RunSettings.Input(run.Spec.Input));
    }

    /// <summary>The runs in the order of the plan, each taken by the next free worker.</summary>
    private void InParallel(PlannedRun[] todo, RunOutcome?[] outcomes, CancellationToken cancellation)
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
                    outcomes[i] = Execute(executor, todo[i], stop.Token);
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

    private RunOutcome Execute(RunExecutor executor, PlannedRun run, CancellationToken cancellation)
    {
        var outcome = executor.Execute(run, Load(run, cancellation), cancellation);
        progress.Finished(run.RunId, outcome.Row.Error);
        return outcome;
    }
}
