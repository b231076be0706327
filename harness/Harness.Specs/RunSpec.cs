using Engine.Analysis;
using Engine.Analysis.Insights;
using Engine.Data;
using Engine.InformationPlane;
using Engine.Training;

namespace Harness.Specs;

/// <summary>One run, fully resolved; its defaults are the spec's.</summary>
public sealed record RunSpec
{
    /// <summary>Usable as a folder's name.</summary>
    public required string Name { get; init; }

    public required DataSetRequest Dataset { get; init; }

    public required NetworkSettings Network { get; init; }

    public InputTransform Input { get; init; } = new();

    public TrainingOptions Training { get; init; } = new();

    public bool BatchNorm { get; init; }

    /// <summary>How many of the last training samples are held out; null for the data set's default, one sixth.</summary>
    public int? Validation { get; init; }

    /// <summary>So many samples are drawn for training, anew for every seed; null for the whole training split.</summary>
    public int? Subset { get; init; }

    /// <summary>From 0; a point of a sweep, which has no seed yet, has 0.</summary>
    public long Seed { get; init; }

    public MeasureOptions Measures { get; init; } = new();

    public AblationOptions Ablation { get; init; } = new();

    public InsightOptions Insights { get; init; } = new();

    public PictureSettings Pictures { get; init; } = new();

    public PlaneOptions Plane { get; init; } = new();

    public BoundSettings Bounds { get; init; } = new();
}
