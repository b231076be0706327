namespace Harness.Report.Curves;

/// <summary>One line of a chart: accuracy at the steps of the width's grid.</summary>
/// <param name="Point">The sweep's point; where <paramref name="Run"/> is null, all of its runs together.</param>
/// <param name="Run">Index of the run.</param>
/// <param name="Mean">Share of 1.</param>
/// <param name="Low">Of random orders the quantiles, of several seeds the range; null for one curve.</param>
internal sealed record CurveSeries(int Point, int? Run, CurveKey Key, int Curves, double[] Mean, double[]? Low, double[]? High);
