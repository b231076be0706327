using System.Diagnostics;
using Engine;
using Engine.Analysis;
using Engine.Data;
using Engine.Networks;
using Engine.Training;
using Harness.Runs.Storage;
using Harness.Runs.Tables;
using Harness.Specs;
using Harness.Specs.Plans;

namespace Harness.Runs.Execution;

/// <summary>Does one planned run from training to its files. The row in <c>runs</c> comes last: a run with it is whole.</summary>
public sealed class RunExecutor(RunProviders providers, ResultFolder folder, AnalysisResources resources, ISweepProgress progress)
{
    /// <exception cref="OperationCanceledException">Stopped; nothing of the run is left that counts.</exception>
    public RunOutcome Execute(PlannedRun run, DataSet data, CancellationToken cancellation)
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
        catch (Exception cause) when (cause is not OperationCanceledException)
        {
            folder.Clear(run.RunId);
            var failed = row with { Error = cause is UserErrorException ? cause.Message : $"{cause.GetType().Name}: {cause.Message}" };
            folder.Write(RunsTable.Definition, run.RunId, [failed]);
            return new RunOutcome(failed, null, 0);
        }
    }

    private RunOutcome Complete(PlannedRun run, RunRow row, DataSet data, CancellationToken cancellation)
    {
        var splits = data.Split(run.Spec.Validation ?? data.DefaultValidation);
        var started = Stopwatch.GetTimestamp();
        var (network, epochs) = Train(run, RunSettings.Shape(run.Spec, data), splits, cancellation);
        row = row with { TrainSeconds = Stopwatch.GetElapsedTime(started).TotalSeconds };
        started = Stopwatch.GetTimestamp();
        var analyzer = new NetworkAnalyzer(providers.Device, RunSettings.Measures(run.Spec.Measures), RunSettings.Ablation(run.Spec.Ablation), resources);
        var findings = analyzer.Run(network, splits, (ulong)run.Spec.Seed, new PhaseProgress(run.RunId, progress), cancellation);
        row = Evaluate(row, network, splits) with { AnalysisSeconds = Stopwatch.GetElapsedTime(started).TotalSeconds };
        folder.WriteModel(run.RunId, network, run.Spec.Training.Dropout > 0);
        folder.Write(EpochsTable.Definition, run.RunId, epochs);
        FindingsWriter.Write(folder, run.RunId, findings, run.Spec.Ablation);
        folder.Write(RunsTable.Definition, run.RunId, [row]);
        return new RunOutcome(row, findings, LargestClass(splits[run.Spec.Ablation.Split]));
    }

    private (Network Network, List<EpochRow> Epochs) Train(PlannedRun run, NetworkShape shape, DataSplits splits, CancellationToken cancellation)
    {
        var job = new TrainingJob(shape, run.Spec.Training, (ulong)run.Spec.Seed);
        using var session = providers.Trainer.Open([job], new TrainingContext(splits, resources.Threads));
        var epochs = new List<EpochRow>();
        while (session.Epoch < run.Spec.Training.Epochs)
        {
            var outcome = session.RunEpoch(cancellation)[0];
            if (outcome.Record is not { } record)
                throw new UserErrorException(outcome.Failure ?? "training stopped without a reason");
            epochs.Add(new EpochRow(run.RunId, record));
            progress.Epoch(run.RunId, record);
        }
        return (session.Snapshot(0), epochs);
    }

    private RunRow Evaluate(RunRow row, Network network, DataSplits splits)
    {
        using var session = providers.Device.Open(network, resources);
        var evaluations = SplitEvaluations.Of(splits, session.Evaluate);
        return row with { Train = evaluations.Train, Validation = evaluations.Validation, Test = evaluations.Test };
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

    internal static int LargestClass(LabelledData data)
    {
        var counts = new int[data.Classes];
        foreach (var label in data.Labels)
            counts[label]++;
        return counts.Max();
    }
}
