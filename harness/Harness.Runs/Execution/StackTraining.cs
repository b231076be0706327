using Engine.Data;
using Engine.Networks;
using Engine.Training;
using Harness.Runs.Tables;
using Harness.Specs.Plans;

namespace Harness.Runs.Execution;

/// <summary>Trains the runs of a stack in one session of the trainer.</summary>
internal sealed class StackTraining(ITrainer trainer, int threads, ISweepProgress progress)
{
    /// <param name="stack">Runs that <see cref="StackPlan"/> puts together.</param>
    /// <returns>One outcome for each run: one that diverged has failed, the others are none the worse.</returns>
    public TrainedRun[] Train(IReadOnlyList<PlannedRun> stack, NetworkShape shape, DataSplits splits, CancellationToken cancellation)
    {
        TrainingJob[] jobs = [.. stack.Select(run => new TrainingJob(shape, run.Spec.Training, (ulong)run.Spec.Seed))];
        using var session = trainer.Open(jobs, new TrainingContext(splits, threads) { Warn = progress.Warn });
        var epochs = stack.Select(_ => new List<EpochRow>()).ToArray();
        var failures = new string?[stack.Count];
        while (session.Epoch < stack[0].Spec.Training.Epochs && failures.Contains(null))
        {
            var outcomes = session.RunEpoch(cancellation);
            for (var i = 0; i < stack.Count; i++)
                failures[i] = Note(stack[i].RunId, outcomes[i], epochs[i]);
        }
        return [.. stack.Select((_, i) => new TrainedRun(failures[i] is null ? session.Snapshot(i) : null, epochs[i], failures[i]))];
    }

    private string? Note(string runId, EpochOutcome outcome, List<EpochRow> epochs)
    {
        if (outcome.Record is not { } record)
            return outcome.Failure ?? "training stopped without a reason";
        epochs.Add(new EpochRow(runId, record));
        progress.Epoch(runId, record);
        return null;
    }
}
