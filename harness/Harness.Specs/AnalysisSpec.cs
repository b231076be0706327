using System.Collections.Immutable;
using Engine.Analysis;
using Engine.Analysis.Insights;
using Engine.Data;

namespace Harness.Specs;

/// <summary>How a network that was trained elsewhere is measured, ablated and read.</summary>
/// <param name="Warnings">For the user; nothing that stops the analysis.</param>
public sealed record AnalysisSpec(InputTransform Input, MeasureOptions Measures, AblationOptions Ablation, InsightOptions Insights, ImmutableArray<string> Warnings);
