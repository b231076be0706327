using Engine.Numerics;

namespace Engine.Measures;

/// <summary>
/// I(T;Y) = sum_{t,y} P(t,y) log2( P(t,y) / (P(t) P(y)) ) in bits: what a neuron's symbol says about the class. The plug-in
/// estimate puts observed frequencies for P; it is biased upwards by about (|T|-1)(|Y|-1) / (2 N ln 2) bits at independence.
/// </summary>
public static class MutualInformation
{
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
}
