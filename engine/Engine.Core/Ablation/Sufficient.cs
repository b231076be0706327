namespace Engine.Ablation;

/// <summary>sufficient = width - plateau(ascending): so many of the highest neurons are enough; 0 when the curve never leaves the
/// band.</summary>
public static class Sufficient
{
    public const string Name = "sufficient";

    public static Reading Of(AblationCurve ascending, AccuracyBand band)
    {
        ArgumentNullException.ThrowIfNull(band);
        band.RequireFits(ascending, AblationDirection.Ascending);
        if (band.Undefined is { } reason)
            return Reading.Undefined(Name, AblationDirection.Ascending, reason);
        var count = ascending.Width - Plateau.Steps(ascending, band);
        var detail = count == 0
            ? $"the curve never leaves the band: none of the {ascending.Width} is needed"
            : $"the highest {count} of {ascending.Width} are enough";
        return new Reading(Name, AblationDirection.Ascending, count, detail);
    }
}
