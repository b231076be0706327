using System.Globalization;
using System.Text.RegularExpressions;

namespace Engine.Ablation;

/// <summary>The readings that need no more than the curves of one scope.</summary>
public static partial class ScopeReadings
{
    public const string IntactAccuracyName = "intact_accuracy";
    public const string InactiveName = "inactive";
    public const string EffectivelyInactiveName = "effectively_inactive";
    public const string StretchedName = "stretched";
    public const string AlwaysOnName = "always_on";
    public const string AlwaysOnMatterName = "always_on_matter";

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
            .. AtTolerance(ascending, descending, band, inactive),
            Destroying.Of(descending, band),
            .. Areas(ascending, randoms, band),
            .. Areas(descending, randoms, band),
            .. SharesVsRandom.Of(ascending, randoms, band),
            .. SharesVsRandom.Of(descending, randoms, band),
        ];
    }

    /// <summary>Those of them that depend on the band's tolerance.</summary>
    /// <param name="inactive">Neurons of the scope whose output is 0 on all samples.</param>
    public static IReadOnlyList<Reading> AtTolerance(AblationCurve ascending, AblationCurve descending, AccuracyBand band, int inactive) =>
    [
        Plateau.Of(ascending, band),
        Plateau.Of(descending, band),
        Sufficient.Of(ascending, band),
        Redundant.Low(ascending, band, inactive),
        Redundant.High(descending, band),
    ];

    /// <summary>A0.</summary>
    public static Reading IntactAccuracy(AccuracyBand band)
    {
        ArgumentNullException.ThrowIfNull(band);
        return new Reading(
            IntactAccuracyName, null, band.Intact, $"{band.IntactCorrect} of {band.Total}; the largest class has {band.LargestClass}");
    }

    /// <summary>c, the share of the largest class, from the detail of <see cref="IntactAccuracy"/>; NaN where it does not say it.</summary>
    public static double ChanceIn(string detail)
    {
        var found = LargestClass().Match(detail);
        return found.Success ? Number("largest") / Number("total") : double.NaN;

        double Number(string group) => double.Parse(found.Groups[group].Value, CultureInfo.InvariantCulture);
    }

    /// <summary>How many neurons have max |t| = 0 on the data.</summary>
    public static Reading Inactive(int count) => new(InactiveName, null, count, "neurons whose output is 0 on all samples");

    /// <summary>How many neurons are active on all samples: their one-bit information is 0, whatever they do.</summary>
    public static Reading AlwaysOn(int count) =>
        new(AlwaysOnName, null, count, "neurons that are active on all samples, to which one-bit quantizers are blind");

    /// <summary>How many of these cost more than the tolerance, epsilon (A0 - c), when they alone are removed.</summary>
    /// <param name="drops">The single-neuron drops of the neurons that are always on.</param>
    public static Reading AlwaysOnMatter(IReadOnlyCollection<double> drops, AccuracyBand band)
    {
        ArgumentNullException.ThrowIfNull(drops);
        ArgumentNullException.ThrowIfNull(band);
        if (band.Undefined is { } reason)
            return Reading.Undefined(AlwaysOnMatterName, null, reason);
        // In whole samples, so that a loss of just the tolerance is kept, as it is on a curve.
        var count = drops.Count(drop => !band.Keeps(band.IntactCorrect - (int)Math.Round(drop * band.Total)));
        var detail = $"of {drops.Count} neurons that are always on, the removal of so many alone costs more than "
            + $"{band.Settings.Epsilon * band.Useful:0.####}"
            + (count > 0 ? "; quantile-3 or uniform-3 sees what they say" : "");
        return new Reading(AlwaysOnMatterName, null, count, detail);
    }

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

    [GeneratedRegex(
        "of (?<total>[0-9]+); the largest class has (?<largest>[0-9]+)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex LargestClass();
}
