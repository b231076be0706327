namespace Engine.Measures;

/// <summary>The few outputs that lie far from all others: they stretch the range that equal bins divide.</summary>
public static class Outliers
{
    /// <summary>One in so many outputs at either end lies outside the robust range: 0.1 %.</summary>
    private const int OneIn = 1000;

    /// <summary>Of fewer outputs none can be said to lie apart.</summary>
    private const int Fewest = 20;

    /// <summary>One in so many outputs, and <see cref="LeastBulk"/>, differ from the middle one where a neuron is not nearly constant.
    /// </summary>
    private const int BulkOneIn = 200, LeastBulk = 5;

    /// <summary>The range without the most extreme 0.1 % of the outputs at either end, rounded down: of fewer than 1000 none is left out.
    /// Above it is numpy's <c>inverted_cdf</c> quantile of 99.9 %, below the same of the outputs turned round.</summary>
    /// <param name="sorted">Ascending, at least one.</param>
    public static BinRange Middle(ReadOnlySpan<float> sorted) => new(sorted[sorted.Length / OneIn], sorted[^((sorted.Length / OneIn) + 1)]);

    /// <summary>Whether all outputs but the most extreme 0.1 % at either end (one, where that is less than one) lie within the width of a
    /// single bin, although half a percent of them, and five at least, differ from the middle one: what they say is then lost.</summary>
    /// <param name="range">That the bins divide.</param>
    /// <param name="sorted">The outputs that it was fitted to, ascending.</param>
    /// <param name="fromZero">Whether the first bin begins at 0 whatever the outputs are.</param>
    public static bool Stretch(BinRange range, int bins, ReadOnlySpan<float> sorted, bool fromZero = false)
    {
        if (bins < 2 || sorted.Length < Fewest)
            return false;
        var middle = fromZero ? Trimmed(sorted) with { Low = 0 } : Trimmed(sorted);
        return middle.Width * bins <= range.Width && Differing(sorted) >= Math.Max(LeastBulk, sorted.Length / BulkOneIn);
    }

    /// <summary>The range without the most extreme 0.1 % of the outputs at either end: of one at least.</summary>
    /// <param name="sorted">Ascending, at least three.</param>
    public static BinRange Trimmed(ReadOnlySpan<float> sorted) => new(sorted[Cut(sorted.Length)], sorted[^(Cut(sorted.Length) + 1)]);

    /// <summary>False only where <see cref="Stretch"/> is, and without the outputs: most of them near each other make a variance that is
    /// small against the range.</summary>
    /// <param name="range">From the least to the largest output; or from 0.</param>
    public static bool MayStretch(BinRange range, int bins, long count, double variance)
    {
        if (bins < 2)
            return false;
        // Of points within w and a share s of others within r around them the variance is at most w^2 / 4 + s r^2.
        var within = range.Width / bins;
        var bound = (within * within / 4) + (2.0 * Cut(count) / count * range.Width * range.Width);
        return variance <= bound * (1 + 1e-9);
    }

    /// <summary>How many of the trimmed outputs are not the middle one's equal.</summary>
    private static int Differing(ReadOnlySpan<float> sorted)
    {
        var (cut, middle) = (Cut(sorted.Length), sorted[sorted.Length / 2]);
        var trimmed = sorted[cut..^cut];
        return trimmed.Length - (trimmed.LastIndexOf(middle) - trimmed.IndexOf(middle) + 1);
    }

    private static int Cut(long count) => (int)Math.Max(1, count / OneIn);
}
