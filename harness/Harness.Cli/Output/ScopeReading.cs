using Engine.Ablation;
using Engine.Analysis;
using Harness.Runs.Storage;

namespace Harness.Cli.Output;

/// <summary>What the curves of one scope say, by the first measure that was ranked.</summary>
/// <param name="Lowest">Area against random of removing the lowest first; null without random orders.</param>
/// <param name="Highest">The same, the highest first.</param>
internal sealed record ScopeReading(
    AblationScope Scope, string Measure, int Neurons, double Accuracy, double Sufficient, double Destroying, int Inactive, AreaReading? Lowest, AreaReading? Highest)
{
    /// <summary>One reading for each scope; none where nothing was ranked.</summary>
    public static IEnumerable<ScopeReading> Of(StoredCurves curves, StoredNeurons neurons, ReadingSettings settings) => curves.Curves
        .GroupBy(ranked => ranked.Curve.Scope)
        .Select(scope => Of(scope.Key, [.. scope], neurons.CountIn(scope.Key), curves.LargestClass, settings))
        .OfType<ScopeReading>();

    private static ScopeReading? Of(AblationScope scope, RankedCurve[] curves, int inactive, int largestClass, ReadingSettings settings)
    {
        if (Array.Find(curves, ranked => ranked.Curve.Direction == AblationDirection.Ascending) is not { } first)
            return null;
        var ascending = first.Curve;
        var descending = curves.First(ranked => ranked.Curve.Order == ascending.Order && ranked.Curve.Direction == AblationDirection.Descending
            && ranked.Quantizer == first.Quantizer && ranked.MeasureSplit == first.MeasureSplit).Curve;
        AblationCurve[] randoms = [.. curves.Select(ranked => ranked.Curve).Where(curve => curve.Direction == AblationDirection.Random)];
        var band = new AccuracyBand(ascending.Correct[0], largestClass, ascending.Total, settings);
        return new ScopeReading(
            scope,
            ascending.Order,
            ascending.Width,
            band.Intact,
            Engine.Ablation.Sufficient.Of(ascending, band).Value,
            Engine.Ablation.Destroying.Of(descending, band).Value,
            inactive,
            AreaReading.Of(ascending, randoms, band),
            AreaReading.Of(descending, randoms, band));
    }
}
