namespace Harness.Runs.Storage;

/// <summary>How far a planned run is.</summary>
public enum RunStatus
{
    /// <summary>Not begun, or begun and not finished.</summary>
    Missing,
    Done,
    Failed,
}
