using System.Globalization;

namespace Engine.InformationPlane;

/// <summary>An estimator by name: <c>binning-B</c> with B bins, <c>pairwise-upper</c> or <c>pairwise-lower</c>.</summary>
/// <param name="Bins">Of each neuron; 0 for the pairwise estimators.</param>
public readonly record struct PlaneEstimator(PlaneEstimatorKind Kind, int Bins)
{
    /// <summary>Bins of a neuron beyond which every sample is a symbol of its own anyway.</summary>
    public const int MaximumBins = 10_000;

    private const string Binned = "binning-", Upper = "pairwise-upper", Lower = "pairwise-lower";

    public static PlaneEstimator PairwiseUpper { get; } = new(PlaneEstimatorKind.PairwiseUpper, 0);

    public static PlaneEstimator PairwiseLower { get; } = new(PlaneEstimatorKind.PairwiseLower, 0);

    public string Name => Kind switch
    {
        PlaneEstimatorKind.PairwiseUpper => Upper,
        PlaneEstimatorKind.PairwiseLower => Lower,
        _ => $"{Binned}{Bins.ToString(CultureInfo.InvariantCulture)}",
    };

    public bool IsPairwise => Kind != PlaneEstimatorKind.Binning;

    public static PlaneEstimator Binning(int bins) => new(PlaneEstimatorKind.Binning, bins);

    /// <summary>Reads an estimator's name; false when it is none.</summary>
    public static bool TryParse(string? text, out PlaneEstimator estimator)
    {
        estimator = text == Lower ? PairwiseLower : PairwiseUpper;
        if (text is Upper or Lower)
            return true;
        if (text?.StartsWith(Binned, StringComparison.Ordinal) != true
            || !int.TryParse(text.AsSpan(Binned.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var bins)
            || bins is < 2 or > MaximumBins)
            return false;
        estimator = Binning(bins);
        return true;
    }

    public override string ToString() => Name;
}
