namespace Engine.Measures;

/// <summary>What one neuron's outputs say without a quantizer; in the units of the output.</summary>
/// <param name="Count">Samples.</param>
/// <param name="Variance">The population's: sums of squares over the count.</param>
/// <param name="FractionActive">The share of samples above the one-bit edge.</param>
/// <param name="MaxAbs">max |t|.</param>
/// <param name="ClassMeans"><c>[classes]</c>: the mean output within each class; NaN for a class without samples.</param>
/// <param name="ClassCounts"><c>[classes]</c>: samples of each class.</param>
public sealed record ActivationStatistics(
    int Count, double Mean, double Variance, double FractionActive, float Min, float Max, float MaxAbs, double[] ClassMeans, int[] ClassCounts)
{
    /// <summary>Whether the output is 0 on all samples. (A neuron of no information need not be: an always-on one has I = 0 and matters.)</summary>
    public bool Inactive => MaxAbs == 0;
}
