using System.Collections.Concurrent;
using System.Collections.Immutable;
using Engine.Data;
using Harness.Runs.Data;
using Harness.Runs.Storage;
using Harness.Runs.Tables;
using Harness.Specs;
using Harness.Specs.Plans;

namespace Harness.Runs.Execution;

/// <summary>
/// Does the runs of a plan that are not done, several stacks at a time. Other processes may work on the same plan. A run that fails is
/// recorded, and the others go on.
/// </summary>
public sealed class SweepRunner(
    SweepProviders providers, ResultFolder folder, DataSetLoader loader, SweepOptions options, ISweepProgress progress)
{
    private readonly ConcurrentDictionary<DataSetRequest, Lazy<DataSet>> _data = new();

    /// <param name="mine">The stacks that this process is responsible for.</param>
    /// <exception cref="StorageException">A file cannot be written; what is finished stays.</exception>
    public SweepResult Run(IReadOnlyList<ImmutableArray<PlannedRun>> mine, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(mine);
        var start = SweepStart.Look(folder, mine, cancellation);
        var rows = new ConcurrentDictionary<string, RunRow>(StringComparer.Ordinal);
        var elsewhere = new ConcurrentDictionary<string, RunState>(StringComparer.Ordinal);
        progress.DoneBefore(start.Done.Count);
        if (start.Todo.Length > 0)
        {
            using var queue = new SweepQueue(folder, start, options.Lease, EndedElsewhere, progress.Warn);
            using var workers = new SweepWorkers(
                providers, folder, options, new LeasedProgress(progress, queue), queue, new SweepData(Load, progress.Warn));
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

    /// <summary>The data set of a run as published, loaded once for all runs that share it.</summary>
    public DataSet Load(PlannedRun run, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        return _data.GetOrAdd(run.Spec.Dataset, request => new Lazy<DataSet>(() => loader.Load(request, cancellation))).Value;
    }
}

/// <summary>How a sweep is run; nothing in its results depends on it.</summary>
/// <param name="Jobs">Stacks of runs at a time on each device.</param>
/// <param name="Threads">Threads over all runs.</param>
/// <param name="Memory">Bytes for analysis over all runs, beside data and networks.</param>
public sealed record SweepOptions(int Jobs, int Threads, long Memory)
{
    public static TimeSpan DefaultCheckpointInterval { get; } = TimeSpan.FromSeconds(60);

    public static TimeSpan DefaultLease { get; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Time between two checkpoints of a training: the most that is lost by a stop. Zero for a checkpoint after every epoch.
    /// </summary>
    public TimeSpan CheckpointInterval { get; init; } = DefaultCheckpointInterval;

    /// <summary>How long the lease of another host's process holds after its last sign of life.</summary>
    public TimeSpan Lease { get; init; } = DefaultLease;

    /// <summary>Whether the first run that fails stops the others.</summary>
    public bool FailFast { get; init; }
}

/// <summary>The outcome of a sweep in this process. The results of its runs are in their files.</summary>
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
    public IReadOnlyCollection<string> AllDone =>
        [.. Ended.Where(row => row.Error is null).Select(row => row.RunId), .. DoneBefore, .. DoneElsewhere];

    /// <summary>Number of runs that failed in this process.</summary>
    public int Failed => Ended.Count(row => row.Error is not null);

    public int Done => Ended.Length - Failed;
}
