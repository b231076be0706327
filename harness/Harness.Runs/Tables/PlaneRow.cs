using Engine.InformationPlane;

namespace Harness.Runs.Tables;

/// <summary>One layer's point of the information plane at one epoch by one estimator.</summary>
/// <param name="Split">The name of the split.</param>
/// <param name="Noise">Variance of the pairwise estimators' noise.</param>
public sealed record PlaneRow(string RunId, int Epoch, PlanePoint Point, string Split, int Samples, double Noise);
