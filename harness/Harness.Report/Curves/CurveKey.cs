using Engine.Ablation;
using Engine.Analysis;
using Engine.Data;

namespace Harness.Report.Curves;

/// <summary>What curves of different runs, or random orders of one, have in common.</summary>
internal sealed record CurveKey(string Scope, string Order, string? Quantizer, string? MeasureSplit, string Direction, int Width)
{
    public static CurveKey Of(RankedCurve ranked) => new(
        ranked.Curve.Scope.Name, ranked.Curve.Order, ranked.Quantizer?.Name, ranked.MeasureSplit?.NameOf(), ranked.Curve.Direction.NameOf(), ranked.Curve.Width);

    public bool IsRandom => Direction == AblationDirection.Random.NameOf();
}
