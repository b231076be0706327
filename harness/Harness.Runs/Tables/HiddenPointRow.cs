namespace Harness.Runs.Tables;

/// <summary>The outputs of one hidden layer of width two for one sample at one epoch.</summary>
public sealed record HiddenPointRow(string RunId, int Epoch, int Layer, int Sample, float H1, float H2, int Class);
