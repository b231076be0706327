using Engine.Measures;
using Harness.Specs;

namespace Harness.Runs.Tables;

/// <summary>One reading over the seeds of a point of a sweep.</summary>
/// <param name="PointId">Stands for a run's id.</param>
/// <param name="Point">One of the point's specs.</param>
/// <param name="Spec">The resolved spec, JSON, without the seed.</param>
/// <param name="Mean">NaN where no seed has a value.</param>
/// <param name="Interval">Of the mean; null where there is none.</param>
/// <param name="Seeds">That have a value.</param>
public sealed record SweepInsightRow(string PointId, RunSpec Point, string Spec, InsightKey Key, double Mean, ConfidenceInterval? Interval, int Seeds, string Detail);
