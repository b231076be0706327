namespace Engine.Measures;

/// <summary>
/// Mutual information less its first-order bias: I + (K_T + K_Y - K_TY - 1) / (2 N ln 2) bits, K the observed symbols, classes and
/// cells. G. A. Miller, "Note on the bias of information estimates" (1955), applied to H(T) + H(Y) - H(T,Y).
/// </summary>
public static class MillerMadow
{
    /// <summary>The corrected estimate in bits. Not clipped: a neuron that says nothing scatters around 0, on both sides.</summary>
    public static double MutualInformation(JointHistogram histogram) => Measures.MutualInformation.PlugIn(histogram) + Correction(histogram);

    /// <summary>(K_T + K_Y - K_TY - 1) / (2 N ln 2), in bits.</summary>
    public static double Correction(JointHistogram histogram)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        var symbols = histogram.ObservedBins + histogram.ObservedClasses - histogram.ObservedCells - 1;
        return symbols / (2.0 * histogram.Samples * Math.Log(2));
    }
}
