using Engine.Ablation;
using Engine.Data;
using Engine.Measures;

namespace Engine.Analysis;

/// <summary>A curve and what its order was ranked by.</summary>
/// <param name="Quantizer">Null for random orders and for measures that need none.</param>
/// <param name="MeasureSplit">Null for random orders.</param>
public sealed record RankedCurve(AblationCurve Curve, QuantizerRule? Quantizer, Split? MeasureSplit);

/// <summary>An order and what it was ranked by; see <see cref="RankedCurve"/>.</summary>
public sealed record RankedOrder(AblationOrder Order, QuantizerRule? Quantizer, Split? MeasureSplit);

/// <summary>A curve on the samples of one class.</summary>
/// <param name="Whole">The curve on all samples, and what its order was ranked by.</param>
/// <param name="Class">Label.</param>
/// <param name="Curve">The same steps on that class's samples alone.</param>
public sealed record ClassCurve(RankedCurve Whole, int Class, AblationCurve Curve);
