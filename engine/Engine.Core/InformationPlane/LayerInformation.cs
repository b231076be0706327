namespace Engine.InformationPlane;

/// <summary>The information of a layer L about the input X and about the class Y, in bits.</summary>
/// <param name="AboutInput">I(X;L), or its bound.</param>
/// <param name="AboutClass">I(Y;L); an estimate, not a bound, for the pairwise estimators.</param>
/// <param name="Entropy">H(L) of the bins, or the differential entropy h(L) of the mixture: the two do not compare.</param>
public sealed record LayerInformation(double AboutInput, double AboutClass, double Entropy)
{
    /// <summary>From this share of log2 N on, I(X;L) says little: N samples cannot show more than log2 N bits.</summary>
    public const double Saturation = 0.95;

    /// <summary>Whether nearly every one of <paramref name="samples"/> is a symbol of its own.</summary>
    public bool IsSaturated(int samples) => AboutInput >= Saturation * Math.Log2(samples);
}
