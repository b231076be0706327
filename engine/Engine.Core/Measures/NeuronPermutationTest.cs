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
