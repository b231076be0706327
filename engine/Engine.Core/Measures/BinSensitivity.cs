namespace Engine.Measures;

/// <summary>The histograms of coarser quantizers of the same kind: bins of the finest are merged, so that all edges nest.</summary>
public static class BinSensitivity
{
    /// <summary>
    /// From 1 bit to the finest's; of zero-uniform only the bits whose edges are among the finest's (1, 2, 4 and 8 of 8).
    /// </summary>
    /// <param name="finest">Uniform, quantile or zero-uniform.</param>
    /// <param name="counts">The neuron's joint histogram under it.</param>
    /// <exception cref="ArgumentException">The rule is one-bit, which has nothing coarser, or the histogram is not the
    /// quantizer's.</exception>
    public static IEnumerable<NeuronHistogram> Of(
        Quantizer finest, JointHistogram counts, ActivationStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(finest);
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentNullException.ThrowIfNull(statistics);
        if (finest.Rule.Kind == QuantizerKind.OneBit)
            throw new ArgumentException("one-bit has no coarser quantizer: choose uniform-B, quantile-B or zero-uniform-B", nameof(finest));
        return Enumerable.Range(1, finest.Rule.Bits)
            .Select(bits => Coarser(finest, counts, finest.Rule with { Bits = bits }, statistics))
            .Where(coarse => Nests(coarse, finest))
            .Select(coarse => new NeuronHistogram(coarse, BinMerging.Merge(counts, finest, coarse)));
    }

    private static Quantizer Coarser(
        Quantizer finest, JointHistogram counts, QuantizerRule rule, ActivationStatistics statistics) =>
        finest.Range is { } range
            ? QuantizerFitting.Divide(rule, range, statistics.Min, statistics.Max)
            : Quantile(finest, counts, rule);

    /// <summary>
    /// Edge k is the smallest output that at least k / 2^bits of the outputs do not exceed: one of the finest's, by its counts.
    /// </summary>
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

/// <summary>The histogram of a coarser quantizer from that of a finer one, without another look at the outputs.</summary>
public static class BinMerging
{
    /// <exception cref="ArgumentException">The histogram is not the finer quantizer's, or a coarse edge is not among the fine
    /// ones.</exception>
    public static JointHistogram Merge(JointHistogram histogram, Quantizer fine, Quantizer coarse)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        ArgumentNullException.ThrowIfNull(fine);
        ArgumentNullException.ThrowIfNull(coarse);
        if (histogram.Bins != fine.Bins)
            throw new ArgumentException($"the histogram has {histogram.Bins} bins, the quantizer {fine.Bins}", nameof(histogram));
        RequireNesting(fine, coarse);
        var counts = new int[coarse.Bins * histogram.Classes];
        for (var bin = 0; bin < fine.Bins; bin++)
        {
            // Bins include their upper edge, so that it lies in the coarse bin that the whole fine bin lies in.
            var row = coarse.BinOf(fine.UpperEdge(bin)) * histogram.Classes;
            for (var label = 0; label < histogram.Classes; label++)
                counts[row + label] += histogram[bin, label];
        }

        return new JointHistogram(coarse.Bins, histogram.Classes, counts);
    }

    private static void RequireNesting(Quantizer fine, Quantizer coarse)
    {
        foreach (var edge in coarse.Edges)
        {
            if (fine.Edges.BinarySearch(edge) < 0)
            {
                throw new ArgumentException(
                    $"the edge {edge:R} of {coarse.Rule} is not among those of {fine.Rule}: bins can only be merged whole", nameof(coarse));
            }
        }
    }
}
