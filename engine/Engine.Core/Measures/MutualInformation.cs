using Engine.Numerics;

namespace Engine.Measures;

/// <summary>
/// I(T;Y) = sum_{t,y} P(t,y) log2( P(t,y) / (P(t) P(y)) ) in bits: the information that a neuron's symbol has about the class. The plug-in
/// estimate puts observed frequencies for P; it is biased upwards by about (|T|-1)(|Y|-1) / (2 N ln 2) bits at independence.
/// </summary>
public static class MutualInformation
{
    public static Measure Definition { get; } = new()
    {
        Name = "mutual-information",
        Label = "mutual information I(T;Y)",
        Unit = "bits",
        Formula = "I(T;Y) = sum_{t,y} P(t,y) log2( P(t,y) / (P(t) P(y)) ), plug-in",
        Source = "Shannon 1948; of neurons [ALG], arXiv:1804.06679",
        Meaning = "plug-in I(T;Y), bits",
        NeedsQuantizer = true,
        Value = PlugIn,
        Beside =
        [
            new("mutual_information_mm", "mutual information, Miller-Madow", "bits",
                "I(T;Y) with Miller and Madow's correction, bits; may be negative",
                neuron => PlugIn(neuron) + MillerMadow.Correction(neuron.Histogram.Counts))
                { InReport = ReportUse.Chart, IsOfHistogram = true },
            new("null_mean", "mean I(T;Y) over permuted labels", "bits", "mean I(T;Y) over permuted labels, bits",
                neuron => neuron.Null?.NullMean)
                { IsOptional = true },
            new("p_value", "p by permutation", "", "(1 + permutations with at least this I) / (1 + permutations)",
                neuron => neuron.Null?.PValue)
                { IsOptional = true },
            new("p_chi2", "p by chi-squared", "", "chance of at least this I at independence, chi-squared approximation",
                neuron => ChiSquaredP(neuron))
                { IsOfHistogram = true },
            new("q_value", "q after Benjamini and Hochberg", "", "Benjamini-Hochberg over all neurons of the network, from p_chi2",
                neuron => neuron.QValue)
                { InReport = ReportUse.Fact },
            new("ci_low", "I(T;Y), 95% interval from", "bits",
                "where the 95% bootstrap interval of mutual_information begins, bits; null where none was asked for",
                neuron => neuron.Interval?.Low)
                { IsOptional = true, InReport = ReportUse.Fact },
            new("ci_high", "I(T;Y), 95% interval to", "bits", "where it ends", neuron => neuron.Interval?.High)
                { IsOptional = true, InReport = ReportUse.Fact },
        ],
        Invariants =
        [
            new("0 <= I(T;Y)", _ => 0, PlugIn),
            new("I(T;Y) <= H(T)", PlugIn, neuron => Entropy.OfBins(neuron.Histogram.Counts)),
            new("I(T;Y) <= H(Y)", PlugIn, neuron => Entropy.OfClasses(neuron.Histogram.Counts)),
        ],
    };

    /// <summary>The chance of so much plug-in information at independence, see <see cref="ChiSquaredTest"/>.</summary>
    public static double ChiSquaredP(NeuronProfile neuron)
    {
        ArgumentNullException.ThrowIfNull(neuron);
        return ChiSquaredTest.PValue(neuron.Histogram.Counts, PlugIn(neuron));
    }

    /// <summary>The plug-in estimate in bits: at least 0, and exactly 0 where the counts are exactly independent.</summary>
    public static double PlugIn(JointHistogram histogram) => PlugIn(histogram, ClassDivergence.OfAll(histogram));

    /// <param name="divergences">As <see cref="ClassDivergence.OfAll"/> gives them.</param>
    internal static double PlugIn(JointHistogram histogram, double[] divergences)
    {
        var bits = default(CompensatedSum);
        for (var label = 0; label < divergences.Length; label++)
        {
            var count = histogram.ClassCounts[label];
            if (count > 0)
                bits.Add(divergences[label] * count / histogram.Samples);
        }

        return bits.Value;
    }

    private static double PlugIn(NeuronProfile neuron) => PlugIn(neuron.Histogram.Counts, neuron.Divergences);
}

/// <summary>
/// Mutual information less its first-order bias: I + (K_T + K_Y - K_TY - 1) / (2 N ln 2) bits, K the observed symbols, classes and
/// cells. G. A. Miller, "Note on the bias of information estimates" (1955), applied to H(T) + H(Y) - H(T,Y).
/// </summary>
public static class MillerMadow
{
    /// <summary>The corrected estimate in bits. Not clipped: a neuron that says nothing scatters around 0, on both sides.</summary>
    public static double MutualInformation(JointHistogram histogram) =>
        Measures.MutualInformation.PlugIn(histogram) + Correction(histogram);

    /// <summary>(K_T + K_Y - K_TY - 1) / (2 N ln 2), in bits.</summary>
    public static double Correction(JointHistogram histogram)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        var symbols = histogram.ObservedBins + histogram.ObservedClasses - histogram.ObservedCells - 1;
        return symbols / (2.0 * histogram.Samples * Math.Log(2));
    }
}
