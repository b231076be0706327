using Engine.Ablation;
using Engine.Data;
using Engine.Measures;

namespace Engine.Analysis.Insights;

/// <summary>A reading and what it was read off.</summary>
/// <param name="Order">The name of the measure that ranks; null where the reading is of no ranking.</param>
/// <param name="Quantizer">Of the measure; null where none is used.</param>
/// <param name="MeasureSplit">The samples that the measure, or who is inactive, was found on; null where nothing was measured.</param>
public sealed record Insight(AblationScope Scope, string? Order, QuantizerRule? Quantizer, Split? MeasureSplit, Reading Reading);
