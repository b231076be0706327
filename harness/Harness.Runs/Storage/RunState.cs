namespace Harness.Runs.Storage;

/// <summary>A run's status and, for one that failed or whose file is damaged, why.</summary>
public sealed record RunState(RunStatus Status, string? Reason = null)
{
    public static RunState Missing { get; } = new(RunStatus.Missing);

    public static RunState Done { get; } = new(RunStatus.Done);
}

/// <summary>How far a planned run is.</summary>
public enum RunStatus
{
    /// <summary>Not begun, or begun and not finished.</summary>
    Missing,

    /// <summary>A process that lives, or may live, does it now.</summary>
    Running,
    Done,
    Failed,
}
