using Engine.Ablation;
using Engine.Data;
using Engine.Measures;

namespace Engine.Analysis;

/// <summary>A curve and what its order was ranked by.</summary>
/// <param name="Quantizer">Null for random orders and for measures that need none.</param>
/// <param name="MeasureSplit">Null for random orders.</param>
public sealed record RankedCurve(AblationCurve Curve, QuantizerRule? Quantizer, Split? MeasureSplit);
