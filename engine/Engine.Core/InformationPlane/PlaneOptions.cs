using System.Collections.Immutable;

namespace Engine.InformationPlane;

/// <summary>How the information plane is estimated.</summary>
/// <param name="Estimators">At least one.</param>
/// <param name="Noise">Variance of the Gaussian noise that the pairwise estimators add to every output.</param>
public sealed record PlaneOptions(ImmutableArray<PlaneEstimator> Estimators, double Noise);
