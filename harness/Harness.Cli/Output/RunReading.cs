using Engine;
using Engine.Ablation;
using Engine.Analysis;
using Harness.Runs.Storage;

namespace Harness.Cli.Output;

/// <summary>A run, as stored, and the readings of its curves.</summary>
/// <param name="Scopes">None for a run that failed.</param>
/// <param name="Insights">The readings that were stored; none for a run that failed.</param>
internal sealed record RunReading(StoredRun Run, ScopeReading[] Scopes, IReadOnlyList<StoredInsight> Insights)
{
    /// <summary>Reads a run's files; null, with a warning, where one is damaged.</summary>
    public static RunReading? Of(ResultFolder folder, StoredRun run, Action<string> warn)
    {
        if (run.Error is not null)
            return new RunReading(run, [], []);
        try
        {
            var insights = StoredInsight.Read(folder, run.RunId);
            var scopes = ScopeReading.Of(
                StoredCurves.Read(folder, run.RunId), StoredNeurons.Read(folder, run.RunId), insights, run.Settings);
            return new RunReading(run, [.. scopes], insights);
        }
        catch (Exception cause) when (cause is UserErrorException or ArgumentException or InvalidOperationException)
        {
            warn($"{run.RunId} is left out of the summary: {cause.Message}");
            return null;
        }
    }
}

/// <summary>The readings of the curves of one scope, by the first measure that was ranked.</summary>
/// <param name="Effectively">Neurons whose removal alone changes no prediction; NaN where the run is of a version without it.</param>
/// <param name="Lowest">Area against random of removing the lowest first; null without random orders.</param>
/// <param name="Highest">The same, the highest first.</param>
internal sealed record ScopeReading(
    AblationScope Scope, string Measure, int Neurons, double Accuracy, double Sufficient, double Destroying, int Inactive,
    double Effectively, AreaReading? Lowest, AreaReading? Highest)
{
    /// <summary>One reading for each scope; none where nothing was ranked.</summary>
    public static IEnumerable<ScopeReading> Of(
        StoredCurves curves, StoredNeurons neurons, IReadOnlyList<StoredInsight> insights, ReadingSettings settings) => curves.Curves
        .GroupBy(ranked => ranked.Curve.Scope)
        .Select(scope => Of(
            scope.Key, [.. scope], neurons.CountIn(scope.Key), EffectivelyIn(scope.Key, insights), curves.LargestClass, settings))
        .OfType<ScopeReading>();

    private static double EffectivelyIn(AblationScope scope, IReadOnlyList<StoredInsight> insights) => insights.FirstOrDefault(
        insight => insight.Key.Scope == scope.Name && insight.Key.Name == ScopeReadings.EffectivelyInactiveName)?.Value ?? double.NaN;

    private static ScopeReading? Of(
        AblationScope scope, RankedCurve[] curves, int inactive, double effectively, int largestClass, ReadingSettings settings)
    {
        if (Array.Find(curves, ranked => ranked.Curve.Direction == AblationDirection.Ascending) is not { } first)
            return null;
        var ascending = first.Curve;
        var descending = curves.First(ranked =>
            ranked.Curve.Order == ascending.Order && ranked.Curve.Direction == AblationDirection.Descending
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
            effectively,
            AreaReading.Of(ascending, randoms, band),
            AreaReading.Of(descending, randoms, band));
    }
}

/// <summary>Compares an order with random removal.</summary>
/// <param name="Area">Mean gain in accuracy over random removal, in units of A0 - c; below 0 the order hurts more.</param>
/// <param name="Rank">Among the random orders, 1 hurting most; NaN where they are too few to say one.</param>
/// <param name="Orders">Random orders and this one.</param>
internal sealed record AreaReading(double Area, double Rank, int Orders)
{
    public bool HasRank => !double.IsNaN(Rank);

    public static AreaReading? Of(AblationCurve curve, AblationCurve[] randoms, AccuracyBand band)
    {
        if (randoms.Length == 0)
            return null;
        var readings = AreaVsRandom.Of(curve, randoms, band);
        return new AreaReading(readings[0].Value, readings[1].Value, randoms.Length + 1);
    }
}

/// <summary>A run's readings for <c>--json</c>.</summary>
internal static class RunOutput
{
    public static object Describe(RunReading reading) => new
    {
        run_id = reading.Run.RunId,
        step = reading.Run.Step,
        error = reading.Run.Error,
        test_accuracy = Number(reading.Run.TestAccuracy),
        scopes = reading.Scopes.Select(Describe),
        reversals = reading.Insights.Where(insight => insight.Key.Name == Reversal.Name).Select(insight => new
        {
            insight.Key.Order,
            insight.Key.Quantizer,
            insight.Key.Direction,
            value = Number(insight.Value),
            insight.Detail,
        }),
    };

    private static object Describe(ScopeReading reading) => new
    {
        scope = reading.Scope.Name,
        measure = reading.Measure,
        reading.Neurons,
        accuracy = Number(reading.Accuracy),
        sufficient = Number(reading.Sufficient),
        destroying = Number(reading.Destroying),
        reading.Inactive,
        effectively_inactive = Number(reading.Effectively),
        lowest_first_area_vs_random = Number(reading.Lowest?.Area),
        lowest_first_area_vs_random_rank = Number(reading.Lowest?.Rank),
        highest_first_area_vs_random = Number(reading.Highest?.Area),
        highest_first_area_vs_random_rank = Number(reading.Highest?.Rank),
    };

    /// <summary>JSON has no NaN: null stands for a value that does not exist.</summary>
    private static double? Number(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}
