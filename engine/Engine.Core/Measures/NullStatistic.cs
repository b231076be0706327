namespace Engine.Measures;

/// <summary>
/// Mutual information and KL selectivity of one neuron from joint counts whose marginals stay the same, as they do under permutation:
/// only sum g(n[t,y]) with g(n) = n log2 n, and sum n[t,y] log2 n[t], change. A table of g makes this a few operations per cell.
/// </summary>
/// <remarks>Less exact than the estimators themselves (some 1e-13 bits): observed and null values are both computed here, so that they compare.</remarks>
internal sealed class NullStatistic
{
    private readonly double[] _g;
    private readonly int[] _classCounts;
    private readonly double[] _logRarity;
    private readonly double[] _logBins;
    private readonly double _marginals;
    private readonly int _samples;

    /// <param name="g"><c>[N + 1]</c>: the table of n log2 n.</param>
    public NullStatistic(double[] g, JointHistogram observed)
    {
        (_g, _samples) = (g, observed.Samples);
        _classCounts = observed.ClassCounts.ToArray();
        _logRarity = [.. _classCounts.Select(count => Math.Log2((double)_samples / count))];
        _logBins = new double[observed.Bins];
        _marginals = -g[observed.Samples];
        for (var bin = 0; bin < _logBins.Length; bin++)
        {
            // A symbol that never occurs meets no class: its logarithm is multiplied by 0.
            _logBins[bin] = Math.Log2(Math.Max(1, observed.BinCounts[bin]));
            _marginals += g[observed.BinCounts[bin]];
        }

        foreach (var count in _classCounts)
            _marginals += g[count];
    }

    /// <summary>n log2 n for n = 0 .. <paramref name="samples"/>.</summary>
    public static double[] Table(int samples)
    {
        var g = new double[samples + 1];
        for (var n = 2; n <= samples; n++)
            g[n] = n * Math.Log2(n);
        return g;
    }

    /// <param name="counts"><c>[bins, stride]</c>: joint counts with the observed marginals; columns beyond the classes are not read.</param>
    /// <returns>Both in bits.</returns>
    public (double Information, double Selectivity) Of(ReadOnlySpan<int> counts, int stride)
    {
        var (cells, selectivity) = (0.0, 0.0);
        for (var label = 0; label < _classCounts.Length; label++)
        {
            if (_classCounts[label] == 0)
                continue;
            var (joint, weighted) = Column(counts[label..], stride);
            cells += joint;
            selectivity = Math.Max(selectivity, ((joint - weighted) / _classCounts[label]) + _logRarity[label]);
        }

        return ((cells - _marginals) / _samples, selectivity);
    }

    private (double Joint, double Weighted) Column(ReadOnlySpan<int> counts, int stride)
    {
        var (joint, weighted) = (0.0, 0.0);
        for (var bin = 0; bin < _logBins.Length; bin++)
        {
            var count = counts[bin * stride];
            joint += _g[count];
            weighted += count * _logBins[bin];
        }

        return (joint, weighted);
    }
}
