using System.Collections.Immutable;
using System.Diagnostics;
using Engine.Training;
using Harness.Runs.Storage;

namespace Harness.Runs.Execution;

/// <summary>The saved state of a stack's training: the records of each run, and the trainer's state.</summary>
/// <param name="Runs">Ids of the runs that train, in order.</param>
/// <param name="Seconds">Seconds of training up to then.</param>
/// <param name="State">At the place where the runs' records and the trainer's state follow.</param>
internal sealed record Checkpoint(ImmutableArray<string> Runs, double Seconds, BinaryReader State) : IDisposable
{
    /// <summary>The checkpoint of a stack; null where there is none that can be used.</summary>
    /// <param name="data">The SHA-256 of the data that training goes on with.</param>
    /// <param name="warn">Told why a checkpoint cannot be used.</param>
    public static Checkpoint? Read(ResultFolder folder, StackWork stack, string data, Action<string> warn)
    {
        try
        {
            if (CheckpointFile.Read(folder.Checkpoints.PathOf(stack.Id)) is not { } state)
                return null;
            if (state.ReadString() != data)
                throw new InvalidDataException("it is of a training on other data");
            ImmutableArray<string> runs = [.. Enumerable.Range(0, state.ReadInt32()).Select(_ => state.ReadString())];
            var fits = stack.Todo.All(run => runs.Contains(run.RunId))
                && runs.All(run => stack.Planned.Any(planned => planned.RunId == run));
            return fits ? new Checkpoint(runs, state.ReadDouble(), state) : null;
        }
        catch (Exception cause) when (cause is InvalidDataException or EndOfStreamException)
        {
            warn($"{folder.Checkpoints.PathOf(stack.Id)}: {cause.Message}; training begins anew");
            return null;
        }
    }

    public static void Write(
        ResultFolder folder, string id, string data, IReadOnlyList<StackedRun> members, double seconds, ITrainingSession session) =>
        CheckpointFile.Write(folder.Checkpoints.PathOf(id), state =>
        {
            state.Write(data);
            state.Write(members.Count);
            foreach (var member in members)
                state.Write(member.Run.RunId);
            state.Write(seconds);
            foreach (var member in members)
                member.Save(state);
            session.Save(state);
        });

    public void Dispose() => State.Dispose();
}

/// <summary>Says when the next checkpoint of a training is due.</summary>
/// <param name="interval">Between two checkpoints; zero for one after every epoch.</param>
internal sealed class CheckpointSchedule(TimeSpan interval)
{
    private long _last = Stopwatch.GetTimestamp();

    public bool IsDue => Stopwatch.GetElapsedTime(_last) >= interval;

    /// <summary>Time until the next checkpoint; infinite where checkpoints are written after epochs only.</summary>
    public TimeSpan Left =>
        interval == TimeSpan.Zero
            ? Timeout.InfiniteTimeSpan
            : Max(interval - Stopwatch.GetElapsedTime(_last), TimeSpan.FromMilliseconds(1));

    public void Written() => _last = Stopwatch.GetTimestamp();

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
