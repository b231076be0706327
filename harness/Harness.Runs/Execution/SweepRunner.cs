using System.Collections.Concurrent;
using System.Collections.Immutable;
using Engine.Data;
using Harness.Data;
using Harness.Runs.Storage;
using Harness.Runs.Tables;
using Harness.Specs.Plans;

namespace Harness.Runs.Execution;

/// <summary>Does the runs of a plan that are not done, several stacks at a time, beside other processes that do the same; a run that fails is recorded and the others go on.</summary>
public sealed class SweepRunner(RunProviders providers, ResultFolder folder, DataSetLoader loader, SweepOptions options, ISweepProgress progress)
{
    private readonly ConcurrentDictionary<string, Lazy<DataSet>> _data = new(StringComparer.Ordinal);

    /// <param name="mine">The runs that this process is to see to, as they train together.</param>
    /// <exception cref="StorageException">A file cannot be written; what is finished stays.</exception>
    public SweepResult Run(IReadOnlyList<ImmutableArray<PlannedRun>> mine, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(mine);
        var start = SweepStart.Look(folder, mine);
        var rows = new ConcurrentDictionary<string, RunRow>(StringComparer.Ordinal);
        var elsewhere = new ConcurrentDictionary<string, RunState>(StringComparer.Ordinal);
        progress.DoneBefore(start.Done.Count);
        if (start.Todo.Length > 0)
        {
            using var queue = new SweepQueue(folder, start, options.Lease, EndedElsewhere);
            using var workers = new SweepWorkers(providers, folder, options, progress, queue, Load);
            workers.Run(start.Todo.Length, Ended, cancellation);
        }
        folder.RemoveEmptyFolders();
        string[] runs = [.. mine.SelectMany(stack => stack).Select(run => run.RunId)];
        var missing = runs.Length - start.Done.Count - rows.Count - elsewhere.Count;
        return new SweepResult(
            [.. runs.Select(run => rows.GetValueOrDefault(run)).OfType<RunRow>()],
            [.. runs.Where(start.Done.Contains)],
            cancellation.IsCancellationRequested && missing > 0)
        {
            DoneElsewhere = [.. runs.Where(run => elsewhere.GetValueOrDefault(run) is { Status: RunStatus.Done })],
            FailedElsewhere = [.. runs.Where(run => elsewhere.GetValueOrDefault(run) is { Status: RunStatus.Failed })],
        };

        void Ended(RunRow row)
        {
            rows[row.RunId] = row;
            progress.Finished(row.RunId, row.Error);
        }

        void EndedElsewhere(string run, RunState state)
        {
            elsewhere[run] = state;
            progress.Finished(run, state.Reason);
        }
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
}
