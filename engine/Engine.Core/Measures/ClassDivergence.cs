namespace Engine.Measures;

/// <summary>
/// D( P(T|Y=y) || P(T) ) = sum_t P(t|y) log2( P(t|y) / P(t) ) in bits: how far a neuron's outputs within class y are from its
/// outputs over all classes. Mutual information is the mean of these over the classes, KL selectivity their maximum.
/// </summary>
/// <remarks>
/// Summed as P(t|y) (v - ln(1 + v)) with v = P(t) / P(t|y) - 1, plus P(t) over the symbols that class y lacks. That is the same sum,
/// because P(t|y) v and the latter add up to 0; but no term is negative, and at independence, found in integers, each is exactly 0.
/// </remarks>
public static class ClassDivergence
{
    /// <summary>Of every class; minus infinity where no sample has it.</summary>
    /// <returns><c>[classes]</c>, bits.</returns>
    public static double[] OfAll(JointHistogram histogram)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        var divergences = new double[histogram.Classes];
        if (histogram.Samples <= DivergenceLanes.MostSamples && histogram.Classes >= DivergenceLanes.Lanes)
            DivergenceLanes.OfAll(histogram, divergences);
        else
            EachAlone(histogram, divergences);
        return divergences;
    }

    /// <returns>Bits; at least 0.</returns>
    /// <exception cref="ArgumentException">No sample has the class.</exception>
    public static double Of(JointHistogram histogram, int label)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        long classCount = histogram.ClassCounts[label];
        if (classCount == 0)
            throw new ArgumentException($"no sample has class {label}, so that nothing is known about the neuron given it", nameof(label));
        var nats = default(CompensatedSum);
        for (var bin = 0; bin < histogram.Bins; bin++)
            nats.Add(Term(histogram[bin, label], histogram.BinCounts[bin], classCount, histogram.Samples));
        return nats.Value / Math.Log(2);
    }

    private static void EachAlone(JointHistogram histogram, double[] divergences)
    {
        for (var label = 0; label < divergences.Length; label++)
            divergences[label] = histogram.ClassCounts[label] > 0 ? Of(histogram, label) : double.NegativeInfinity;
    }

    private static double Term(long cell, long binCount, long classCount, long samples)
    {
        if (cell == 0)
            return (double)binCount / samples;
        var expected = binCount * classCount;
        var observed = cell * samples;
        var excess = (double)(expected - observed) / observed;
        return LogRemainder.Of(excess, (double)expected / observed) * cell / classCount;
    }
}
