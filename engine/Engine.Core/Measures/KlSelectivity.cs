namespace Engine.Measures;

/// <summary>
/// max_y D( P(T|Y=y) || P(T) ) in bits: what a neuron says about the class it says most about ([ALG], arXiv:1804.06679).
/// Classes without a sample are left out.
/// </summary>
public static class KlSelectivity
{
    /// <summary>Divergences closer than this, in bits, are equal: rounding must not decide which class a neuron is named after.</summary>
    public const double TieTolerance = 1e-12;

    /// <returns>The maximum in bits, and the lowest class that attains it.</returns>
    public static Selectivity Of(JointHistogram histogram) => Of(ClassDivergence.OfAll(histogram));

    /// <param name="divergences">As <see cref="ClassDivergence.OfAll"/> gives them.</param>
    internal static Selectivity Of(double[] divergences)
    {
        var highest = divergences.Max();
        return new Selectivity(highest, Array.FindIndex(divergences, bits => bits >= highest - TieTolerance));
    }
}
