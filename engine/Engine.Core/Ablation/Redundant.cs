namespace Engine.Ablation;

/// <summary>
/// How many active neurons are redundant, from both ends: redundant_low = max(0, plateau(descending) - inactive) and
/// redundant_high = max(0, width - inactive - sufficient).
/// </summary>
public static class Redundant
{
    public const string LowName = "redundant_low";
    public const string HighName = "redundant_high";

    /// <param name="inactive">Neurons of the scope whose output is 0 on all samples.</param>
    public static Reading Low(AblationCurve descending, AccuracyBand band, int inactive)
    {
        ArgumentNullException.ThrowIfNull(band);
        band.RequireFits(descending, AblationDirection.Descending);
        RequireCount(inactive, descending.Width);
        if (band.Undefined is { } reason)
            return Reading.Undefined(LowName, AblationDirection.Descending, reason);
        var plateau = Plateau.Steps(descending, band);
        return new Reading(
            LowName, AblationDirection.Descending, Math.Max(0, plateau - inactive), $"plateau {plateau}, inactive {inactive}");
    }

    /// <param name="inactive">Neurons of the scope whose output is 0 on all samples.</param>
    public static Reading High(AblationCurve ascending, AccuracyBand band, int inactive)
    {
        ArgumentNullException.ThrowIfNull(band);
        band.RequireFits(ascending, AblationDirection.Ascending);
        RequireCount(inactive, ascending.Width);
        if (band.Undefined is { } reason)
            return Reading.Undefined(HighName, AblationDirection.Ascending, reason);
        var sufficient = ascending.Width - Plateau.Steps(ascending, band);
        var count = Math.Max(0, ascending.Width - inactive - sufficient);
        return new Reading(
            HighName, AblationDirection.Ascending, count, $"width {ascending.Width}, inactive {inactive}, sufficient {sufficient}");
    }

    private static void RequireCount(int inactive, int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(inactive);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(inactive, width);
    }
}
