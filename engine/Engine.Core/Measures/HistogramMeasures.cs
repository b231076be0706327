using Engine.Ablation;

namespace Engine.Measures;

/// <summary>Everything that one neuron's joint histogram says by itself, its invariants checked.</summary>
/// <param name="Entropy">H(T), bits.</param>
/// <param name="MutualInformation">Plug-in I(T;Y), bits.</param>
/// <param name="MillerMadow">I(T;Y) less its first-order bias, bits; may be negative.</param>
/// <param name="KlSelectivity">Bits, and the class.</param>
/// <param name="ChiSquaredP">The chance of so much plug-in information at independence.</param>
public sealed record HistogramMeasures(double Entropy, double MutualInformation, double MillerMadow, Selectivity KlSelectivity, double ChiSquaredP)
{
    /// <exception cref="InvalidOperationException">An invariant of the method does not hold.</exception>
    public static HistogramMeasures Of(NeuronId neuron, JointHistogram histogram)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        var entropy = Measures.Entropy.OfBins(histogram);
        var divergences = ClassDivergence.OfAll(histogram);
        var information = Measures.MutualInformation.PlugIn(histogram, divergences);
        var selectivity = Measures.KlSelectivity.Of(divergences);
        MeasureInvariants.Check(neuron, histogram.Bins, entropy, Measures.Entropy.OfClasses(histogram), information, selectivity.Value);
        var corrected = information + Measures.MillerMadow.Correction(histogram);
        return new HistogramMeasures(entropy, information, corrected, selectivity, ChiSquaredTest.PValue(histogram, information));
    }
}
