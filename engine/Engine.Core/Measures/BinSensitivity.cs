using Engine.Networks;

namespace Engine.Measures;

/// <summary>What fewer bins would have found: the histograms of coarser quantizers of the same kind, from the finest one's by merging its bins, so that all edges nest.</summary>
public static class BinSensitivity
{
    /// <summary>From 1 bit to the finest's; of zero-uniform only the bits whose edges are among the finest's (1, 2, 4 and 8 of 8).</summary>
    /// <param name="finest">Uniform, quantile or zero-uniform.</param>
    /// <param name="counts">The neuron's joint histogram under it.</param>
    /// <exception cref="ArgumentException">The rule is one-bit, which has nothing coarser, or the histogram is not the quantizer's.</exception>
    public static IEnumerable<(Quantizer Quantizer, JointHistogram Counts)> Of(Quantizer finest, JointHistogram counts, Activation activation, ActivationStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(finest);
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentNullException.ThrowIfNull(statistics);
        if (finest.Rule.Kind == QuantizerKind.OneBit)
            throw new ArgumentException("one-bit has no coarser quantizer: choose uniform-B, quantile-B or zero-uniform-B", nameof(finest));
        return Enumerable.Range(1, finest.Rule.Bits)
            .Select(bits => Coarser(finest, counts, new QuantizerRule(finest.Rule.Kind, bits), activation, statistics))
            .Where(coarse => Nests(coarse, finest))
            .Select(coarse => (coarse, BinMerging.Merge(counts, finest, coarse)));
    }

    private static Quantizer Coarser(Quantizer finest, JointHistogram counts, QuantizerRule rule, Activation activation, ActivationStatistics statistics) =>
        rule.Kind == QuantizerKind.Quantile ? Quantile(finest, counts, rule) : QuantizerFitting.FromRange(rule, activation, statistics.Min, statistics.Max);

    /// <summary>Edge k is the smallest output that at least k / 2^bits of the outputs do not exceed: one of the finest's, by its counts.</summary>
    private static Quantizer Quantile(Quantizer finest, JointHistogram counts, QuantizerRule rule)
    {
        var bins = 1 << rule.Bits;
        var edges = new List<float>();
        var (atOrBelow, k) = (0L, 1L);
        for (var edge = 0; edge < finest.Edges.Length; edge++)
        {
            for (var label = 0; label < counts.Classes; label++)
                atOrBelow += counts[edge, label];
            if (k >= bins || atOrBelow * bins < k * counts.Samples)
                continue;
            edges.Add(finest.Edges[edge]);
            k = (atOrBelow * bins / counts.Samples) + 1;
        }
        return new Quantizer(rule, [.. edges]);
    }

    private static bool Nests(Quantizer coarse, Quantizer finest)
    {
        foreach (var edge in coarse.Edges)
        {
            if (finest.Edges.BinarySearch(edge) < 0)
                return false;
        }
        return true;
    }
}
