using System.Collections.Immutable;
using Engine.InformationPlane;
using Engine.Training;

namespace Harness.Specs;

/// <summary>The information plane: I(X;L) against I(Y;L) of every layer during training.</summary>
public sealed record PlaneSettings
{
    /// <summary>Distinct; none for no information plane.</summary>
    public ImmutableArray<PlaneEstimator> Estimators { get; init; } = [];

    public EpochSchedule Epochs { get; init; } = EpochSchedule.Log(10);

    public PlaneSplit Split { get; init; } = PlaneSplit.All;

    /// <summary>So many samples at most; the table says how many there were.</summary>
    public int Samples { get; init; } = 2000;

    /// <summary>Variance of the noise that the pairwise estimators add.</summary>
    public double Noise { get; init; } = 0.1;

    public bool IsOn => !Estimators.IsEmpty;

    public bool Equals(PlaneSettings? other) =>
        other is not null && Epochs == other.Epochs && Split == other.Split && Samples == other.Samples && Noise.Equals(other.Noise)
        && Estimators.SequenceEqual(other.Estimators);

    public override int GetHashCode() => HashCode.Combine(Estimators.Length, Epochs, Split, Samples, Noise);
}
