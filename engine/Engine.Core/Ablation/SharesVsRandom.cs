namespace Engine.Ablation;

/// <summary>
/// vs_random_P = (A_order - mean A_random) / (A0 - c) after P % of the scope's neurons are removed: above 0 where the order hurts less than
/// removing at random.
/// </summary>
public static class SharesVsRandom
{
    private const string Name = "vs_random";

    /// <summary>Percent of a scope's neurons.</summary>
    public static IReadOnlyList<int> Percents { get; } = [10, 20, 30, 40, 50];

    public static string NameOf(int percent) => $"{Name}_{percent}";

    /// <summary>The step at which the share is removed: the nearest, a half rounded up, and one neuron at least.</summary>
    public static int Step(int width, int percent) => Math.Max(1, ((width * percent) + 50) / 100);

    /// <summary>One reading for each share.</summary>
    /// <param name="randoms">The scope's random orders; without one the readings are undefined.</param>
    /// <exception cref="ArgumentException">A random curve has another width or start.</exception>
    public static IReadOnlyList<Reading> Of(AblationCurve curve, IReadOnlyList<AblationCurve> randoms, AccuracyBand band)
    {
        ArgumentNullException.ThrowIfNull(band);
        band.RequireFit(curve, randoms);
        var undefined = randoms.Count == 0 ? ScopeReadings.NoRandom : band.Undefined;
        return [.. Percents.Select(percent => undefined is null
            ? At(curve, randoms, band, percent)
            : Reading.Undefined(NameOf(percent), curve.Direction, undefined))];
    }

    private static Reading At(AblationCurve curve, IReadOnlyList<AblationCurve> randoms, AccuracyBand band, int percent)
    {
        var step = Step(curve.Width, percent);
        // Of whole numbers, so that equal ones are equal.
        var random = randoms.Average(other => other.Correct[step]);
        var value = (curve.Correct[step] - random) / (band.IntactCorrect - band.LargestClass);
        return new Reading(
            NameOf(percent), curve.Direction, value,
            $"{step} of {curve.Width} removed: accuracy {curve.Accuracy(step):0.####}, random {random / curve.Total:0.####}");
    }
}
