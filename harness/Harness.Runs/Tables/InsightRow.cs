using Engine.Ablation;
using Engine.Analysis.Insights;
using Engine.Data;

namespace Harness.Runs.Tables;

/// <summary>One reading of one run.</summary>
/// <param name="Split">Samples on which right answers were counted.</param>
public sealed record InsightRow(string RunId, Insight Insight, Replacement Replace, Split Split);
