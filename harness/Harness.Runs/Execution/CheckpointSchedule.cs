using System.Diagnostics;

namespace Harness.Runs.Execution;

/// <summary>When the state of a training is next to be written.</summary>
/// <param name="interval">Between two checkpoints; zero for one after every epoch.</param>
internal sealed class CheckpointSchedule(TimeSpan interval)
{
    private long _last = Stopwatch.GetTimestamp();

    public bool IsDue => Stopwatch.GetElapsedTime(_last) >= interval;

    /// <summary>How long training may go on within an epoch; forever where checkpoints are written after epochs alone.</summary>
    public TimeSpan Left => interval == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : Max(interval - Stopwatch.GetElapsedTime(_last), TimeSpan.FromMilliseconds(1));

    public void Written() => _last = Stopwatch.GetTimestamp();

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
