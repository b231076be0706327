using System.Collections.Immutable;
using Engine.Ablation;
using Engine.Analysis;
using Engine.Data;
using Engine.Networks;
using Harness.Runs.Storage;
using Harness.Runs.Tables;
using Harness.Specs;
using Harness.Specs.Plans;

namespace Harness.Runs.Execution;

/// <summary>
/// Does the planned runs of a stack from training to their files. A run's row in <c>runs</c> comes last: a run with it is whole.
/// </summary>
/// <param name="checkpointInterval">Between two checkpoints of a training.</param>
public sealed class RunExecutor(
    RunProviders providers, ResultFolder folder, AnalysisResources resources, TimeSpan checkpointInterval, ISweepProgress progress)
{
    private readonly NetworkStudy _study = new(providers.Device, folder, resources, progress);

    /// <summary>Whether the last run that ended was lost with its device.</summary>
    public bool DeviceFailed { get; private set; }

    /// <param name="stack">This process holds its lease.</param>
    /// <param name="computed">Called when only the last run's files are left to write; not called where a run fails before.</param>
    /// <param name="ended">Gets each run's row when the run has ended; the row has an error if it failed.</param>
    /// <exception cref="OperationCanceledException">Stopped. Runs that had not ended leave only the stack's checkpoint.</exception>
    /// <exception cref="OutOfMemoryException">At the first try; at the second the runs have failed.</exception>
    /// <exception cref="StorageException">A run cannot be stored; its files are removed.</exception>
    public void Execute(StackWork stack, RunData data, Action computed, Action<RunRow> ended, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(stack);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(computed);
        ArgumentNullException.ThrowIfNull(ended);
        foreach (var run in stack.Todo)
        {
            progress.Started(run.RunId, run.Spec.Training.Epochs);
            folder.Clear(run.RunId);
        }
        using var checkpoint = Checkpoint.Read(folder, stack, data.Source.Sha256, progress.Warn);
        var wanted = stack.Todo.ToDictionary(run => run.RunId, run => NewRow(run, data), StringComparer.Ordinal);
        StackedRun[] members =
            [.. stack.Planned.Where(run => checkpoint?.Runs.Contains(run.RunId) ?? wanted.ContainsKey(run.RunId))
                .Select(run => new StackedRun(run, wanted.ContainsKey(run.RunId), folder.Checkpoints, data, progress))];
        try
        {
            var training = new StackTraining(
                stack.Id, data.Source.Sha256, members, providers.Trainer, folder, resources, checkpointInterval, progress);
            Train(training, members, checkpoint, stack.IsRetried, data, cancellation);
            // In a stack each run's share.
            var seconds = training.Seconds / members.Length;
            var last = Array.FindLast(members, member => member.IsWanted);
            foreach (var member in members.Where(member => member.IsWanted))
            {
                var row = Finish(
                    member, wanted[member.Run.RunId] with { TrainSeconds = seconds }, stack.IsRetried, data,
                    member == last ? computed : () => { }, cancellation);
                DeviceFailed = member.IsLostWithDevice;
                ended(row);
            }
            foreach (var run in stack.Planned)
                folder.Checkpoints.Remove(run.RunId);
        }
        finally
        {
            foreach (var member in members)
                member.Dispose();
        }
    }

    /// <summary>Where training as a whole fails, every run of the stack has failed.</summary>
    private static void Train(
        StackTraining training, StackedRun[] members, Checkpoint? checkpoint, bool lastTry, RunData data, CancellationToken cancellation)
    {
        try
        {
            training.Train(checkpoint, members[0].Run.Spec.ShapeFor(data.Source), data.Splits, cancellation);
        }
        catch (Exception cause) when (IsFailure(cause, lastTry))
        {
            foreach (var member in members)
                member.Fail(cause);
        }
    }

    private static bool IsFailure(Exception cause, bool lastTry) =>
        cause is not (OperationCanceledException or StorageException) && (lastTry || cause is not OutOfMemoryException);

    private RunRow Finish(StackedRun member, RunRow row, bool lastTry, RunData data, Action computed, CancellationToken cancellation)
    {
        try
        {
            return member is { Failure: null, Network: { } network }
                ? Complete(member, row, data, network, computed, cancellation)
                : Fail(member, row);
        }
        catch (StorageException)
        {
            folder.Clear(row.RunId);
            throw;
        }
        catch (Exception cause) when (IsFailure(cause, lastTry))
        {
            member.Fail(cause);
            return Fail(member, row, cause is CheckFailedException && member.Network is { } network ? (network, data.Scale) : null);
        }
    }

    private RunRow Complete(StackedRun member, RunRow row, RunData data, Network network, Action computed, CancellationToken cancellation)
    {
        var spec = member.Run.Spec;
        var splits = data.Splits;
        row = row with { BestEpoch = member.Stopping?.Best, LastEpoch = member.Stopping?.Last };
        (row, var findings) = _study.Analyze(row, network, splits, StudyOptions.Of(spec), cancellation);
        ImmutableArray<EpochFindings> during = [];
        if (member.Networks is { } networks)
            (row, during) = _study.Follow(
                row, networks.Seen, spec.History.Ablated.Of(spec.Training.Epochs), networks.At, splits, StudyOptions.Of(spec),
                cancellation);
        cancellation.ThrowIfCancellationRequested();
        BoundRow[] bounds = spec.Bounds.IsOn
            ? [.. Bounds(member, spec.ShapeFor(data.Source), splits).Rows(row, member.Plane?.Last ?? [])]
            : [];
        computed();
        _study.Write(
            row,
            findings,
            during,
            StudyOptions.Of(spec),
            splits[spec.Ablation.Split],
            () => folder.WriteModel(row.RunId, network, spec.Training.Dropout.IsOn, data.Scale, data.Source.ClassNames),
            () => folder.Write(EpochsTable.Definition, row.RunId, member.Epochs),
            () => member.WriteWatches(folder),
            () => WriteBounds(row.RunId, spec, bounds));
        return row;
    }

    private void WriteBounds(string run, RunSpec spec, BoundRow[] bounds)
    {
        if (spec.Bounds.IsOn)
            folder.Write(BoundsTable.Definition, run, bounds);
    }

    /// <param name="evidence">A network that is kept for the report of a fault of ours, beside the row.</param>
    private RunRow Fail(StackedRun member, RunRow row, (Network Network, InputScale Scale)? evidence = null)
    {
        // Within the folder: the row is the same wherever that is, and right when it is moved or merged.
        var place = Path.GetRelativePath(folder.Path, folder.EvidencePath(row.RunId)).Replace(Path.DirectorySeparatorChar, '/');
        var kept = evidence is null ? "" : $" It is kept in {place}.";
        var failed = row with { Error = member.Failure + kept };
        folder.Clear(failed.RunId);
        if (evidence is var (network, scale))
            ModelFile.Write(folder.EvidencePath(failed.RunId), network, member.Run.Spec.Training.Dropout.IsOn, scale, row.ClassNames);
        folder.Write(RunsTable.Definition, failed.RunId, [failed]);
        return failed;
    }

    private static RunBounds Bounds(StackedRun member, NetworkShape shape, DataSplits splits) =>
        new(member.Run.Spec, shape, splits.Train.Samples, member.Plane?.Samples ?? 0);

    private RunRow NewRow(PlannedRun run, RunData data) => new()
    {
        RunId = run.RunId,
        Name = run.Spec.Name,
        Spec = run.Json,
        Dataset = data.Source.Name,
        DatasetSha256 = data.Source.Sha256,
        ClassNames = data.Source.ClassNames,
        Hidden = string.Join('-', run.Spec.Network.Hidden),
        Activation = SpecChoices.Activation.NameOf(run.Spec.Network.Activation),
        Trained = run.Spec,
        Scale = data.Scale,
        Seed = run.Spec.Seed,
        Trainer = providers.Trainer.Name,
        Device = providers.Device.Name,
        InstructionSet = providers.InstructionSet,
        StartedAt = DateTimeOffset.UtcNow,
    };
}
