namespace Harness.Runs.Tables;

/// <summary>One point of one epoch's picture of the boundary.</summary>
public sealed record BoundaryRow(string RunId, int Epoch, float X1, float X2, double Probability);
