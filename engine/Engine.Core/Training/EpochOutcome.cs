namespace Engine.Training;

/// <summary>How one network's epoch ended: its record, or the reason why training stopped.</summary>
public sealed record EpochOutcome(EpochRecord? Record, string? Failure);
