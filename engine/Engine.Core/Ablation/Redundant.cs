namespace Engine.Ablation;

/// <summary>
/// How many neurons are redundant, counted from both ends: redundant_low = max(0, plateau(ascending) - inactive), so many active neurons
/// from the lowest can go; redundant_high = plateau(descending), so many from the highest. Inactive neurons come last in the descending
/// order and are not subtracted there.
/// </summary>
public static class Redundant
{
    public const string LowName = "redundant_low";
    public const string HighName = "redundant_high";

    /// <param name="inactive">Neurons of the scope whose output is 0 on all samples.</param>
    public static Reading Low(AblationCurve ascending, AccuracyBand band, int inactive)
    {
        ArgumentNullException.ThrowIfNull(band);
        band.RequireFits(ascending, AblationDirection.Ascending);
        ArgumentOutOfRangeException.ThrowIfNegative(inactive);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(inactive, ascending.Width);
        if (band.Undefined is { } reason)
            return Reading.Undefined(LowName, AblationDirection.Ascending, reason);
        var plateau = Plateau.Steps(ascending, band);
        return new Reading(
            LowName, AblationDirection.Ascending, Math.Max(0, plateau - inactive), $"plateau {plateau}, inactive {inactive}");
    }

    public static Reading High(AblationCurve descending, AccuracyBand band)
    {
        ArgumentNullException.ThrowIfNull(band);
        band.RequireFits(descending, AblationDirection.Descending);
        if (band.Undefined is { } reason)
            return Reading.Undefined(HighName, AblationDirection.Descending, reason);
        var plateau = Plateau.Steps(descending, band);
        return new Reading(HighName, AblationDirection.Descending, plateau, $"the highest {plateau} of {descending.Width} can go");
    }
}
