using System.Diagnostics;
using Engine.Analysis;
using Engine.Data;
using Engine.Networks;
using Harness.Runs.Storage;
using Harness.Runs.Tables;
using Harness.Specs;
using Harness.Specs.Plans;

namespace Harness.Runs.Execution;

/// <summary>Does the planned runs of a stack from training to their files. A run's row in <c>runs</c> comes last: a run with it is whole.</summary>
public sealed class RunExecutor(RunProviders providers, ResultFolder folder, AnalysisResources resources, ISweepProgress progress)
{
    private readonly StackTraining _training = new(providers.Trainer, resources, progress);
    private readonly NetworkStudy _study = new(providers.Device, folder, resources, progress);

    /// <param name="stack">Runs that train together; one that stands alone is a stack of its own.</param>
    /// <param name="ended">Told of each run's row when the run has come to its end; the row has an error if it failed.</param>
    /// <exception cref="OperationCanceledException">Stopped; nothing is left of the runs that had not ended.</exception>
    /// <exception cref="StorageException">A run cannot be stored; nothing of it is left that counts.</exception>
    public void Execute(IReadOnlyList<PlannedRun> stack, DataSet data, Action<RunRow> ended, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(stack);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(ended);
        foreach (var run in stack)
        {
            progress.Started(run.RunId, run.Spec.Training.Epochs);
            folder.Clear(run.RunId);
        }
        RunRow[] rows = [.. stack.Select(run => NewRow(run, data))];
        StackedRun[] members = [.. stack.Select(run => new StackedRun(run, progress))];
        try
        {
            var started = Stopwatch.GetTimestamp();
            Train(members, data, cancellation);
            // In a stack each run's share.
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds / stack.Count;
            for (var i = 0; i < members.Length; i++)
                ended(Finish(members[i], rows[i] with { TrainSeconds = seconds }, data, cancellation));
        }
        finally
        {
            foreach (var member in members)
                member.Dispose();
        }
    }

    /// <summary>Where training as a whole fails, every run of the stack has failed.</summary>
    private void Train(StackedRun[] stack, DataSet data, CancellationToken cancellation)
    {
        try
        {
            _training.Train(stack, RunSettings.Shape(stack[0].Run.Spec, data), Split(stack[0].Run, data), cancellation);
        }
        catch (Exception cause) when (cause is not OperationCanceledException)
        {
            foreach (var member in stack)
                member.Fail(cause);
        }
    }

    private RunRow Finish(StackedRun member, RunRow row, DataSet data, CancellationToken cancellation)
    {
        try
        {
            return member is { Failure: null, Network: { } network } ? Complete(member, row, data, network, cancellation) : Fail(member, row);
        }
        catch (StorageException)
        {
            folder.Clear(row.RunId);
            throw;
        }
        catch (Exception cause) when (cause is not OperationCanceledException)
        {
            member.Fail(cause);
            return Fail(member, row);
        }
    }

    private RunRow Complete(StackedRun member, RunRow row, DataSet data, Network network, CancellationToken cancellation)
    {
        var spec = member.Run.Spec;
        var splits = Split(member.Run, data);
        (row, var findings) = _study.Analyze(row, network, splits, StudySettings.Of(spec), cancellation);
        cancellation.ThrowIfCancellationRequested();
        folder.WriteModel(row.RunId, network, spec.Training.Dropout > 0);
        folder.Write(EpochsTable.Definition, row.RunId, member.Epochs);
        member.WriteWatches(folder);
        if (spec.Bounds.IsOn)
            folder.Write(BoundsTable.Definition, row.RunId, [.. Bounds(member, RunSettings.Shape(spec, data), splits).Rows(row, member.Plane?.Last ?? [])]);
        _study.Write(row, findings, StudySettings.Of(spec), splits[spec.Ablation.Split]);
        return row;
    }

    private RunRow Fail(StackedRun member, RunRow row)
    {
        var failed = row with { Error = member.Failure };
        folder.Clear(failed.RunId);
        folder.Write(RunsTable.Definition, failed.RunId, [failed]);
        return failed;
    }

    private static RunBounds Bounds(StackedRun member, NetworkShape shape, DataSplits splits) =>
        new(member.Run.Spec, shape, splits.Train.Samples, member.Plane?.Samples ?? 0);

    /// <summary>The run's splits; where it draws its training samples, those are a function of its seed.</summary>
    private static DataSplits Split(PlannedRun run, DataSet data)
    {
        var splits = data.Split(run.Spec.Validation ?? data.DefaultValidation);
        return run.Spec.Subset is { } count ? TrainingDraw.Of(splits, count, (ulong)run.Spec.Seed) : splits;
    }

    private RunRow NewRow(PlannedRun run, DataSet data) => new()
    {
        RunId = run.RunId,
        Name = run.Spec.Name,
        Spec = run.Json,
        Dataset = data.Name,
        DatasetSha256 = data.Sha256,
        Hidden = string.Join('-', run.Spec.Network.Hidden),
        Activation = SpecChoices.Activation.NameOf(run.Spec.Network.Activation),
        Trained = run.Spec,
        Seed = run.Spec.Seed,
        Trainer = providers.Trainer.Name,
        Device = providers.Device.Name,
        InstructionSet = providers.Trainer.InstructionSet,
        StartedAt = DateTimeOffset.UtcNow,
    };
}
