using Engine.Ablation;
using Engine.Data;
using Engine.Measures;

namespace Engine.Analysis.Insights;

/// <summary>The two curves of one ranking of a scope.</summary>
internal sealed record RankingCurves(
    string Order, QuantizerRule? Quantizer, Split MeasureSplit, AblationCurve Ascending, AblationCurve Descending)
{
    /// <summary>The rankings among a scope's curves, in their order; random orders are none.</summary>
    public static IEnumerable<RankingCurves> Of(IEnumerable<RankedCurve> curves) => curves
        .Where(ranked => ranked.MeasureSplit is not null)
        .GroupBy(ranked => (ranked.Curve.Order, ranked.Quantizer, MeasureSplit: ranked.MeasureSplit!.Value))
        .Select(ranking => new RankingCurves(
            ranking.Key.Order, ranking.Key.Quantizer, ranking.Key.MeasureSplit, One(ranking, AblationDirection.Ascending),
            One(ranking, AblationDirection.Descending)));

    public Insight Read(AblationScope scope, Reading reading) => new(scope, Order, Quantizer, MeasureSplit, reading);

    public AblationCurve In(AblationDirection direction) => direction == AblationDirection.Ascending ? Ascending : Descending;

    /// <summary>The profiles that the ranking was made from.</summary>
    public ProfileSet SetAmong(IEnumerable<ProfileSet> profiles) =>
        profiles.First(set => set.Split == MeasureSplit && (Quantizer is null || set.Quantizer == Quantizer));

    private static AblationCurve One(IEnumerable<RankedCurve> ranking, AblationDirection direction) =>
        ranking.Single(ranked => ranked.Curve.Direction == direction).Curve;
}
