using Engine.Bounds;

namespace Harness.Runs.Tables;

/// <summary>One bound of one run, or of all seeds of a point of a sweep together.</summary>
public sealed record BoundRow(string RunId, GeneralizationBound Bound);
