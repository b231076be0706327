using Engine.Analysis;
using Engine.Data;
using Engine.Networks;
using Engine.Training;
using Harness.Specs.Plans;

namespace Harness.Runs.Execution;

/// <summary>Trains the runs of a stack in one session of the trainer.</summary>
internal sealed class StackTraining(ITrainer trainer, AnalysisResources resources, ISweepProgress progress)
{
    /// <param name="stack">Runs that <see cref="StackPlan"/> puts together. One that diverges has failed, the others are none the worse.</param>
    public void Train(IReadOnlyList<StackedRun> stack, NetworkShape shape, DataSplits splits, CancellationToken cancellation)
    {
        TrainingJob[] jobs = [.. stack.Select(member => new TrainingJob(shape, member.Run.Spec.Training, (ulong)member.Run.Spec.Seed))];
        using var session = trainer.Open(jobs, new TrainingContext(splits, resources.Threads) { Warn = progress.Warn });
        ForEach((member, i) => member.Begin(splits, resources, () => session.Snapshot(i), cancellation));
        while (session.Epoch < jobs[0].Options.Epochs && stack.Any(member => member.Failure is null))
        {
            var outcomes = session.RunEpoch(cancellation);
            ForEach((member, i) => member.Note(outcomes[i], () => session.Snapshot(i), cancellation));
        }
        ForEach((member, i) => member.End(() => session.Snapshot(i)));

        void ForEach(Action<StackedRun, int> step)
        {
            for (var i = 0; i < stack.Count; i++)
                step(stack[i], i);
        }
    }
}
