namespace Engine.InformationPlane;

/// <summary>How the information of a whole layer is estimated.</summary>
public enum PlaneEstimatorKind
{
    /// <summary>The layer's outputs in equal bins, the vector of all bins one symbol (Shwartz-Ziv, Tishby, arXiv:1703.00810).</summary>
    Binning,

    /// <summary>Gaussian noise is added; pairwise distances bound I(X;L) from above (Kolchinsky, Tracey, Entropy 19(7):361).</summary>
    PairwiseUpper,

    /// <summary>As <see cref="PairwiseUpper"/>, from below.</summary>
    PairwiseLower,
}
