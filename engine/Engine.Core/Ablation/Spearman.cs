namespace Engine.Ablation;

/// <summary>Spearman's rank correlation, equal values sharing the mean of their ranks: Pearson's correlation of the ranks (Spearman
/// 1904).</summary>
public static class Spearman
{
    /// <returns>From -1 to 1; NaN where either input is constant or there are fewer than two pairs.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or a value is NaN.</exception>
    public static double Correlation(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length != y.Length)
            throw new ArgumentException($"{x.Length} values and {y.Length}: they must come in pairs");
        return OfRanks(CentredRanks(x), CentredRanks(y));
    }

    /// <summary>Ranks less their mean, (n + 1) / 2: multiples of 1/2, so that sums of their products are exact.</summary>
    internal static double[] CentredRanks(ReadOnlySpan<double> values)
    {
        if (values.Contains(double.NaN))
            throw new ArgumentException("a value is NaN: it has no rank", nameof(values));
        var sorted = values.ToArray();
        var index = Enumerable.Range(0, sorted.Length).ToArray();
        Array.Sort(sorted, index);
        var ranks = new double[sorted.Length];
        for (var first = 0; first < sorted.Length;)
        {
            var last = first;
            while (last + 1 < sorted.Length && sorted[last + 1] == sorted[first])
                last++;
            for (var i = first; i <= last; i++)
                ranks[index[i]] = (first + last - (sorted.Length - 1)) / 2.0;
            first = last + 1;
        }

        return ranks;
    }

    internal static double OfRanks(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var (products, squaresX, squaresY) = (0.0, 0.0, 0.0);
        for (var i = 0; i < x.Length; i++)
        {
            products += x[i] * y[i];
            squaresX += x[i] * x[i];
            squaresY += y[i] * y[i];
        }

        return squaresX == 0 || squaresY == 0 ? double.NaN : products / Math.Sqrt(squaresX * squaresY);
    }
}
