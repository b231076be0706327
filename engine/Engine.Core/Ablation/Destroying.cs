namespace Engine.Ablation;

/// <summary>destroying = the smallest m with A &lt;= c + delta (A0 - c) after the m highest neurons are removed; -1 when there is
/// none.</summary>
public static class Destroying
{
    public const string Name = "destroying";

    /// <summary>The value where accuracy never falls so low.</summary>
    public const int Never = -1;

    public static Reading Of(AblationCurve descending, AccuracyBand band)
    {
        ArgumentNullException.ThrowIfNull(band);
        band.RequireFits(descending, AblationDirection.Descending);
        if (band.Undefined is { } reason)
            return Reading.Undefined(Name, AblationDirection.Descending, reason);
        var steps = Array.FindIndex(descending.Correct, band.Loses);
        var detail = steps == Never
            ? $"the accuracy stays above chance, {band.Chance:0.####}, to the end"
            : $"without the highest {steps} of {descending.Width} the accuracy is {descending.Accuracy(steps):0.####}";
        return new Reading(Name, AblationDirection.Descending, steps, detail);
    }
}
