namespace Harness.Runs.Tables;

/// <summary>What tells a reading from the others of its run; texts as the table has them.</summary>
public sealed record InsightKey(string Scope, string? Order, string? Quantizer, string? MeasureSplit, string Replace, string Split, string Name, string? Direction);
