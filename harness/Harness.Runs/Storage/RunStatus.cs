namespace Harness.Runs.Storage;

/// <summary>How far a planned run is.</summary>
public enum RunStatus
{
    /// <summary>Not begun, or begun and not finished.</summary>
    Missing,

    /// <summary>A process that lives, or may live, has it in hand.</summary>
    Running,
    Done,
    Failed,
}
