using System.Diagnostics;
using Engine;
using Engine.Analysis;
using Engine.Data;
using Engine.Networks;
using Engine.Training;
using Harness.Runs.Storage;
using Harness.Runs.Tables;
using Harness.Runs.Watching;
using Harness.Specs;
using Harness.Specs.Plans;

namespace Harness.Runs.Execution;

/// <summary>Does one planned run from training to its files. The row in <c>runs</c> comes last: a run with it is whole.</summary>
public sealed class RunExecutor(RunProviders providers, ResultFolder folder, AnalysisResources resources, ISweepProgress progress)
{
    private readonly NetworkStudy _study = new(providers.Device, folder, resources, progress);

    /// <returns>The run's row; one with an error if it failed.</returns>
    /// <exception cref="OperationCanceledException">Stopped; nothing of the run is left.</exception>
    /// <exception cref="StorageException">The run cannot be stored; nothing of it is left that counts.</exception>
    public RunRow Execute(PlannedRun run, DataSet data, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(data);
        progress.Started(run.RunId, run.Spec.Training.Epochs);
        folder.Clear(run.RunId);
        var row = NewRow(run, data);
        try
        {
            return Complete(run, row, data, cancellation);
        }
        catch (StorageException)
        {
            folder.Clear(run.RunId);
            throw;
        }
        catch (Exception cause) when (cause is not OperationCanceledException)
        {
            var failed = row with { Error = cause is UserErrorException ? cause.Message : $"{cause.GetType().Name}: {cause.Message}" };
            folder.Clear(run.RunId);
            folder.Write(RunsTable.Definition, run.RunId, [failed]);
            return failed;
        }
    }

    private RunRow Complete(PlannedRun run, RunRow row, DataSet data, CancellationToken cancellation)
    {
        var spec = run.Spec;
        var splits = Split(run, data);
        var shape = RunSettings.Shape(spec, data);
        using var watches = TrainingWatches.Of(spec, splits, resources);
        var started = Stopwatch.GetTimestamp();
        var (network, epochs) = Train(run, shape, splits, watches, cancellation);
        row = row with { TrainSeconds = Stopwatch.GetElapsedTime(started).TotalSeconds };
        (row, var findings) = _study.Analyze(row, network, splits, spec.Measures, spec.Ablation, cancellation);
        cancellation.ThrowIfCancellationRequested();
        folder.WriteModel(run.RunId, network, spec.Training.Dropout > 0);
        folder.Write(EpochsTable.Definition, run.RunId, epochs);
        watches.Write(folder, run.RunId);
        if (spec.Bounds.IsOn)
            folder.Write(BoundsTable.Definition, run.RunId, [.. new RunBounds(spec, shape, splits.Train.Samples, watches.Plane?.Samples ?? 0).Rows(row, watches.Plane?.Last ?? [])]);
        _study.Write(row, findings, spec.Ablation, splits[spec.Ablation.Split]);
        return row;
    }

    /// <summary>The run's splits; where it draws its training samples, those are a function of its seed.</summary>
    private static DataSplits Split(PlannedRun run, DataSet data)
    {
        var splits = data.Split(run.Spec.Validation ?? data.DefaultValidation);
        return run.Spec.Subset is { } count ? TrainingDraw.Of(splits, count, (ulong)run.Spec.Seed) : splits;
    }

    private (Network Network, List<EpochRow> Epochs) Train(PlannedRun run, NetworkShape shape, DataSplits splits, TrainingWatches watches, CancellationToken cancellation)
    {
        var job = new TrainingJob(shape, run.Spec.Training, (ulong)run.Spec.Seed);
        using var session = providers.Trainer.Open([job], new TrainingContext(splits, resources.Threads));
        var epochs = new List<EpochRow>();
        watches.See(0, () => session.Snapshot(0), cancellation);
        while (session.Epoch < run.Spec.Training.Epochs)
        {
            var outcome = session.RunEpoch(cancellation)[0];
            if (outcome.Record is not { } record)
                throw new UserErrorException(outcome.Failure ?? "training stopped without a reason");
            epochs.Add(new EpochRow(run.RunId, record));
            progress.Epoch(run.RunId, record);
            watches.See(session.Epoch, () => session.Snapshot(0), cancellation);
        }
        return (session.Snapshot(0), epochs);
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
