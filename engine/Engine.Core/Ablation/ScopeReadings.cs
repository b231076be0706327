namespace Engine.Ablation;

/// <summary>The readings that need no more than the curves of one scope.</summary>
public static class ScopeReadings
{
    public const string IntactAccuracyName = "intact_accuracy";
    public const string InactiveName = "inactive";
    public const string EffectivelyInactiveName = "effectively_inactive";
    public const string StretchedName = "stretched";

    internal const string NoRandom = "there are no random orders to compare with (ablation.random is 0)";

    /// <summary>The readings of one ranking's two curves.</summary>
    /// <param name="randoms">The scope's random orders; without one, what compares with them is undefined.</param>
    /// <param name="inactive">Neurons of the scope whose output is 0 on all samples.</param>
    public static IReadOnlyList<Reading> OfRanking(
        AblationCurve ascending, AblationCurve descending, IReadOnlyList<AblationCurve> randoms, AccuracyBand band, int inactive)
    {
        ArgumentNullException.ThrowIfNull(band);
        return
        [
            Plateau.Of(ascending, band),
            Plateau.Of(descending, band),
            Sufficient.Of(ascending, band),
            Destroying.Of(descending, band),
            Redundant.Low(ascending, band, inactive),
            Redundant.High(descending, band),
            .. Areas(ascending, randoms, band),
            .. Areas(descending, randoms, band),
            .. SharesVsRandom.Of(ascending, randoms, band),
            .. SharesVsRandom.Of(descending, randoms, band),
        ];
    }

    /// <summary>A0.</summary>
    public static Reading IntactAccuracy(AccuracyBand band)
    {
        ArgumentNullException.ThrowIfNull(band);
        return new Reading(
            IntactAccuracyName, null, band.Intact, $"{band.IntactCorrect} of {band.Total}; the largest class has {band.LargestClass}");
    }

    /// <summary>How many neurons have max |t| = 0 on the data.</summary>
    public static Reading Inactive(int count) => new(InactiveName, null, count, "neurons whose output is 0 on all samples");

    /// <summary>How many neurons change no sample's prediction when they alone are removed.</summary>
    public static Reading EffectivelyInactive(int count) =>
        new(EffectivelyInactiveName, null, count, "neurons whose removal alone changes no prediction");

    /// <summary>How many neurons have outliers that stretch the quantizer's bins, so that nearly all other outputs fit one.</summary>
    public static Reading Stretched(int count) =>
        new(StretchedName, null, count, "neurons whose outliers stretch the bins: nearly all other outputs fall into one");

    private static IReadOnlyList<Reading> Areas(AblationCurve curve, IReadOnlyList<AblationCurve> randoms, AccuracyBand band)
    {
        ArgumentNullException.ThrowIfNull(curve);
        ArgumentNullException.ThrowIfNull(randoms);
        return randoms.Count > 0
            ? AreaVsRandom.Of(curve, randoms, band)
            : [
                Reading.Undefined(AreaVsRandom.Name, curve.Direction, NoRandom),
                Reading.Undefined(AreaVsRandom.RankName, curve.Direction, NoRandom),
            ];
    }
}
