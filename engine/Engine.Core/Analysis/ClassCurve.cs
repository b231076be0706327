using Engine.Ablation;

namespace Engine.Analysis;

/// <summary>A curve on the samples of one class.</summary>
/// <param name="Whole">The curve on all samples, and what its order was ranked by.</param>
/// <param name="Class">Label.</param>
/// <param name="Curve">The same steps on that class's samples alone.</param>
public sealed record ClassCurve(RankedCurve Whole, int Class, AblationCurve Curve);
