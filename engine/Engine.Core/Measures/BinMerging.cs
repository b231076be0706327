namespace Engine.Measures;

/// <summary>The histogram of a coarser quantizer from that of a finer one, without another look at the outputs.</summary>
public static class BinMerging
{
    /// <exception cref="ArgumentException">The histogram is not the finer quantizer's, or a coarse edge is not among the fine ones.</exception>
    public static JointHistogram Merge(JointHistogram histogram, Quantizer fine, Quantizer coarse)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        ArgumentNullException.ThrowIfNull(fine);
        ArgumentNullException.ThrowIfNull(coarse);
        if (histogram.Bins != fine.Bins)
            throw new ArgumentException($"a histogram of {histogram.Bins} bins is not that of a quantizer of {fine.Bins}", nameof(histogram));
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
                throw new ArgumentException($"the edge {edge:R} of {coarse.Rule} is not among those of {fine.Rule}: bins can only be merged whole", nameof(coarse));
        }
    }
}
