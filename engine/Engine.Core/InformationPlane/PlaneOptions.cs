using System.Collections.Immutable;
using Engine.Training;

namespace Engine.InformationPlane;

/// <summary>The information plane: how I(X;L) and I(Y;L) of every layer are estimated during training. The defaults are a spec's.</summary>
public sealed record PlaneOptions
{
    /// <summary>Distinct; none for no information plane.</summary>
    public ImmutableArray<PlaneEstimator> Estimators { get; init; } = [];

    public EpochSchedule Epochs { get; init; } = EpochSchedule.Log(10);

    public PlaneSplit Split { get; init; } = PlaneSplit.All;

    /// <summary>So many samples at most; the table says how many there were.</summary>
    public int Samples { get; init; } = 2000;

    /// <summary>Variance of the Gaussian noise that the pairwise estimators add to every output.</summary>
    public double Noise { get; init; } = 0.1;

    public bool IsOn => !Estimators.IsEmpty;

    public bool Equals(PlaneOptions? other) =>
        other is not null && Epochs == other.Epochs && Split == other.Split && Samples == other.Samples && Noise.Equals(other.Noise)
        && Estimators.SequenceEqual(other.Estimators);

    public override int GetHashCode() => HashCode.Combine(Estimators.Length, Epochs, Split, Samples, Noise);
}

/// <summary>The samples that the information plane is estimated on.</summary>
public enum PlaneSplit
{
    /// <summary>Training, validation and test samples together.</summary>
    All,
    Train,
    Validation,
    Test,
}
