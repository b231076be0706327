using System.Globalization;

namespace Engine.InformationPlane;

/// <summary>An estimator by name: <c>binning-B</c> or <c>robust-binning-B</c> with B bins, <c>binning-edges-B</c> with B edges,
/// <c>pairwise-upper</c> or <c>pairwise-lower</c>.</summary>
/// <param name="Bins">Of each neuron; 0 for the pairwise estimators. Of B edges, B - 1 bins and one for what reaches the last edge.</param>
/// <param name="IsRobust">Whether the bins divide the range without the most extreme 0.1 % of a layer's outputs at either end. It matters
/// only to activations that are not bounded.</param>
/// <param name="ByEdges">Whether B evenly spaced edges bound the bins, see <see cref="Measures.BinRange.BinByEdges"/>.</param>
public readonly record struct PlaneEstimator(PlaneEstimatorKind Kind, int Bins, bool IsRobust = false, bool ByEdges = false)
{
    /// <summary>Bins of a neuron beyond which every sample is a symbol of its own anyway.</summary>
    public const int MaximumBins = 10_000;

    private const string Binned = "binning-", Edges = "edges-", Robust = "robust-", Upper = "pairwise-upper", Lower = "pairwise-lower";

    public static PlaneEstimator PairwiseUpper { get; } = new(PlaneEstimatorKind.PairwiseUpper, 0);

    public static PlaneEstimator PairwiseLower { get; } = new(PlaneEstimatorKind.PairwiseLower, 0);

    public string Name => Kind switch
    {
        PlaneEstimatorKind.PairwiseUpper => Upper,
        PlaneEstimatorKind.PairwiseLower => Lower,
        _ => $"{(IsRobust ? Robust : "")}{Binned}{(ByEdges ? Edges : "")}{Bins.ToString(CultureInfo.InvariantCulture)}",
    };

    public bool IsPairwise => Kind != PlaneEstimatorKind.Binning;

    public static PlaneEstimator Binning(int bins) => new(PlaneEstimatorKind.Binning, bins);

    /// <summary>Reads an estimator's name; false when it is none.</summary>
    public static bool TryParse(string? text, out PlaneEstimator estimator)
    {
        estimator = text == Lower ? PairwiseLower : PairwiseUpper;
        if (text is Upper or Lower)
            return true;
        var isRobust = text?.StartsWith(Robust, StringComparison.Ordinal) == true;
        var binning = text.AsSpan(isRobust ? Robust.Length : 0);
        if (!binning.StartsWith(Binned))
            return false;
        var number = binning[Binned.Length..];
        var byEdges = !isRobust && number.StartsWith(Edges);
        if (!int.TryParse(byEdges ? number[Edges.Length..] : number, NumberStyles.None, CultureInfo.InvariantCulture, out var bins)
            || bins is < 2 or > MaximumBins)
            return false;
        estimator = Binning(bins) with { IsRobust = isRobust, ByEdges = byEdges };
        return true;
    }

    public override string ToString() => Name;
}
