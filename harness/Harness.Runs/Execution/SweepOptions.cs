namespace Harness.Runs.Execution;

/// <summary>How a sweep is run; nothing in its results depends on it.</summary>
/// <param name="Jobs">Runs at a time.</param>
/// <param name="Threads">Threads over all runs.</param>
/// <param name="Memory">Bytes for analysis over all runs, beside data and networks.</param>
public sealed record SweepOptions(int Jobs, int Threads, long Memory)
{
    public static TimeSpan DefaultCheckpointInterval { get; } = TimeSpan.FromSeconds(60);

    public static TimeSpan DefaultLease { get; } = TimeSpan.FromSeconds(60);

    /// <summary>Between two checkpoints of a training: no more of it is done again after a stop. Zero for one after every epoch.</summary>
    public TimeSpan CheckpointInterval { get; init; } = DefaultCheckpointInterval;

    /// <summary>For how long a claim of another host's process holds after its last sign of life.</summary>
    public TimeSpan Lease { get; init; } = DefaultLease;

    /// <summary>Whether the first run that fails stops the others.</summary>
    public bool FailFast { get; init; }
}
