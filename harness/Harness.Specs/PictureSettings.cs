using Engine.Data;
using Engine.Training;

namespace Harness.Specs;

/// <summary>Pictures of a network of two features while it is trained: the boundary, and the outputs of hidden layers of width two.</summary>
public sealed record PictureSettings
{
    /// <summary>Points along each axis; 0 for no pictures.</summary>
    public int Grid { get; init; }

    public EpochSchedule Epochs { get; init; } = EpochSchedule.All;

    /// <summary>The samples that are followed into hidden layers.</summary>
    public Split Split { get; init; } = Split.Test;

    public bool IsOn => Grid > 0;
}
