using System.Diagnostics;
using Engine.Analysis;
using Engine.Data;
using Engine.Networks;
using Engine.Training;
using Harness.Runs.Storage;
using Harness.Specs.Plans;

namespace Harness.Runs.Execution;

/// <summary>Trains the runs of a stack in one session of the trainer, from its last checkpoint where there is one.</summary>
/// <param name="id">The name of its checkpoint.</param>
/// <param name="data">The SHA-256 of the data set, which checkpoints are of.</param>
/// <param name="members">Runs that <see cref="StackPlan"/> puts together. If one diverges, it has failed, and the others go on.</param>
/// <param name="interval">Between two checkpoints.</param>
internal sealed class StackTraining(
    string id, string data, IReadOnlyList<StackedRun> members, ITrainer trainer, ResultFolder folder, AnalysisResources resources,
    TimeSpan interval, ISweepProgress progress)
{
    private readonly CheckpointSchedule _schedule = new(interval);
    private readonly long _started = Stopwatch.GetTimestamp();
    private double _before;

    /// <summary>Seconds of training, including the time before earlier stops.</summary>
    public double Seconds => _before + Stopwatch.GetElapsedTime(_started).TotalSeconds;

    /// <param name="checkpoint">The checkpoint of these runs; null to begin anew.</param>
    /// <exception cref="OperationCanceledException">Stopped between two steps, or in what watches a network; what is needed to go on is
    /// written.</exception>
    public void Train(Checkpoint? checkpoint, NetworkShape shape, DataSplits splits, CancellationToken cancellation)
    {
        TrainingJob[] jobs = [.. members.Select(member => new TrainingJob(shape, member.Run.Spec.Training, (ulong)member.Run.Spec.Seed))];
        var context = new TrainingContext(splits, resources.Threads) { Warn = progress.Warn };
        var resumed = Resumed(checkpoint, splits, () => trainer.Open(jobs, context));
        using var session = resumed ?? trainer.Open(jobs, context);
        if (resumed is null)
            ForEach((member, _) => member.Begin(splits, resources));
        See(session, cancellation);
        while (session.Epoch < jobs[0].Options.Epochs && members.Any(member => !member.HasEnded))
        {
            var outcomes = RunEpoch(session, cancellation);
            ForEach((member, i) => member.Note(outcomes[i], () => session.Snapshot(i)));
            See(session, cancellation);
            // A run that early stopping ends is left out of the session.
            ForEach((member, i) =>
            {
                if (member.HasEnded)
                    session.Leave(i);
            });
            if (_schedule.IsDue)
                Save(session);
        }
        ForEach((member, i) => member.End(() => session.Snapshot(i)));
    }

    /// <summary>Shows the networks as they are after the last epoch to the watches, which may take long. Stopped in it, what is not seen
    /// yet is seen when training goes on.</summary>
    private void See(ITrainingSession session, CancellationToken cancellation)
    {
        try
        {
            ForEach((member, i) => member.See(session.Epoch, () => session.Snapshot(i), cancellation));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Save(session);
            throw;
        }
    }

    /// <summary>An epoch, with a checkpoint wherever one is due, and one where it is stopped.</summary>
    private IReadOnlyList<EpochOutcome> RunEpoch(ITrainingSession session, CancellationToken cancellation)
    {
        while (true)
        {
            using var pause = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            pause.CancelAfter(_schedule.Left);
            try
            {
                return session.RunEpoch(pause.Token);
            }
            catch (OperationCanceledException) when (pause.IsCancellationRequested)
            {
                Save(session);
                cancellation.ThrowIfCancellationRequested();
            }
        }
    }

    /// <summary>The session of a checkpoint; null, with nothing recorded, where none can be used.</summary>
    private ITrainingSession? Resumed(Checkpoint? checkpoint, DataSplits splits, Func<ITrainingSession> open)
    {
        if (checkpoint is null)
            return null;
        var session = open();
        try
        {
            ForEach((member, _) => member.Load(checkpoint.State, splits, resources));
            session.Load(checkpoint.State);
            _before = checkpoint.Seconds;
            ForEach((member, _) => member.Catch());
            return session;
        }
        catch (Exception cause) when (cause is InvalidDataException or EndOfStreamException)
        {
            progress.Warn($"{folder.Checkpoints.PathOf(id)}: {cause.Message}; training begins anew");
            session.Dispose();
            return null;
        }
    }

    /// <summary>A checkpoint that cannot be written is no failure: only a stop would then cost time.</summary>
    private void Save(ITrainingSession session)
    {
        try
        {
            Checkpoint.Write(folder, id, data, members, Seconds, session);
        }
        catch (StorageException cause)
        {
            progress.Warn($"no checkpoint: {cause.Message}");
        }
        _schedule.Written();
    }

    private void ForEach(Action<StackedRun, int> step)
    {
        for (var i = 0; i < members.Count; i++)
            step(members[i], i);
    }
}
