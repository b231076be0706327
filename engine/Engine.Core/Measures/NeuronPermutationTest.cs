using System.Numerics;

namespace Engine.Measures;

/// <summary>One neuron's running comparison of observed with permuted labels.</summary>
internal sealed class NeuronPermutationTest
{
    private readonly byte[] _codes;
    private readonly ulong[]? _bits;
    private readonly int[] _classCounts;
    private readonly int _shift;
    private readonly int[] _counts;
    private readonly int[] _others;
    private readonly NullStatistic? _statistic;
    private readonly double _information;
    private readonly double _selectivity;
    private double _informationSum;
    private double _selectivitySum;
    private int _informationReached;
    private int _selectivityReached;

    public NeuronPermutationTest(ReadOnlySpan<byte> codes, int bins, ReadOnlySpan<byte> labels, int classes, double[] table)
    {
        _codes = codes.ToArray();
        // A row of counts is a power of two wide, so that a cell is found by shifting.
        _shift = BitOperations.Log2((uint)(classes - 1)) + 1;
        _counts = new int[bins << _shift];
        _others = new int[bins << _shift];
        CountCodes(labels);
        var observed = Histogram(bins, classes);
        _classCounts = observed.ClassCounts.ToArray();
        if (observed.ObservedBins < 2)
            return;
        _bits = bins == 2 ? BitWords.NonZero(codes) : null;
        _statistic = new NullStatistic(table, observed);
        (_information, _selectivity) = _statistic.Of(_counts, 1 << _shift);
    }

    public void Meet(PermutedLabels labels, int permutation)
    {
        // A constant neuron says nothing under any labels.
        if (_statistic is null)
            return;
        if (_bits is null)
            CountCodes(labels.Labels(permutation));
        else
            CountBits(labels, permutation, _bits);
        var (information, selectivity) = _statistic.Of(_counts, 1 << _shift);
        _informationSum += information;
        _selectivitySum += selectivity;
        _informationReached += information >= _information - PermutationNull.TieTolerance ? 1 : 0;
        _selectivityReached += selectivity >= _selectivity - PermutationNull.TieTolerance ? 1 : 0;
    }

    public PermutationResult Result(int permutations) => _statistic is null
        ? new PermutationResult(0, 1, 0, 1)
        : new PermutationResult(
            _informationSum / permutations,
            (1.0 + _informationReached) / (1 + permutations),
            _selectivitySum / permutations,
            (1.0 + _selectivityReached) / (1 + permutations));

    private void CountBits(PermutedLabels labels, int permutation, ulong[] bits)
    {
        for (var label = 0; label < _classCounts.Length; label++)
        {
            var active = BitWords.CountCommon(bits, labels.Bits(permutation, label));
            _counts[(1 << _shift) + label] = active;
            _counts[label] = _classCounts[label] - active;
        }
    }

    // Neighbouring samples often hit one cell, and an increment must wait for the one before it: two tables take turns.
    private void CountCodes(ReadOnlySpan<byte> labels)
    {
        var (codes, even, odd, shift) = (_codes, _counts, _others, _shift);
        Array.Clear(even);
        Array.Clear(odd);
        labels = labels[..codes.Length];
        var i = 0;
        for (; i + 1 < codes.Length; i += 2)
        {
            even[(codes[i] << shift) | labels[i]]++;
            odd[(codes[i + 1] << shift) | labels[i + 1]]++;
        }

        if (i < codes.Length)
            even[(codes[i] << shift) | labels[i]]++;
        for (var cell = 0; cell < even.Length; cell++)
            even[cell] += odd[cell];
    }

    private JointHistogram Histogram(int bins, int classes)
    {
        var counts = new int[bins * classes];
        for (var bin = 0; bin < bins; bin++)
            _counts.AsSpan(bin << _shift, classes).CopyTo(counts.AsSpan(bin * classes));
        return new JointHistogram(bins, classes, counts);
    }
}

/// <summary>
/// Mutual information and KL selectivity of one neuron from joint counts whose marginals stay the same, as they do under permutation:
/// only sum g(n[t,y]) with g(n) = n log2 n, and sum n[t,y] log2 n[t], change. A table of g makes this a few operations per cell.
/// </summary>
/// <remarks>
/// Less exact than the estimators themselves (some 1e-13 bits): observed and null values are both computed here, so that they compare.
/// </remarks>
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

    /// <param name="counts"><c>[bins, stride]</c>: joint counts with the observed marginals; columns beyond the classes are not
    /// read.</param>
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
