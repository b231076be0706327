using Engine.Ablation;
using Engine.Data;
using Engine.Measures;

namespace Engine.Analysis;

/// <summary>An order and what it was ranked by; see <see cref="RankedCurve"/>.</summary>
public sealed record RankedOrder(AblationOrder Order, QuantizerRule? Quantizer, Split? MeasureSplit);
