namespace Engine.Ablation;

/// <summary>All that the curves of one scope and one ranking say by themselves; the readings that need more are taken with what they need.</summary>
public static class ScopeReadings
{
    public const string IntactAccuracyName = "intact_accuracy";
    public const string InactiveName = "inactive";
    public const string EffectivelyInactiveName = "effectively_inactive";

    /// <param name="randoms">The scope's random orders.</param>
    /// <param name="inactive">Neurons of the scope whose output is 0 on all samples.</param>
    public static IReadOnlyList<Reading> Of(
        AblationCurve ascending, AblationCurve descending, IReadOnlyList<AblationCurve> randoms, AccuracyBand band, int inactive)
    {
        ArgumentNullException.ThrowIfNull(band);
        return
        [
            new Reading(IntactAccuracyName, null, band.Intact, $"{band.IntactCorrect} of {band.Total}; the largest class has {band.LargestClass}"),
            Inactive(inactive),
            Plateau.Of(ascending, band),
            Plateau.Of(descending, band),
            Sufficient.Of(ascending, band),
            Destroying.Of(descending, band),
            Redundant.Low(descending, band, inactive),
            Redundant.High(ascending, band, inactive),
            .. AreaVsRandom.Of(ascending, randoms, band),
            .. AreaVsRandom.Of(descending, randoms, band),
        ];
    }

    /// <summary>How many neurons have max |t| = 0 on the data.</summary>
    public static Reading Inactive(int count) => new(InactiveName, null, count, "neurons whose output is 0 on all samples");

    /// <summary>How many neurons change no sample's prediction when they alone are removed.</summary>
    public static Reading EffectivelyInactive(int count) => new(EffectivelyInactiveName, null, count, "neurons whose removal alone changes no prediction");
}
