namespace Engine.Measures;

/// <summary>How often each symbol t of one neuron met each class y: n[t, y] over N samples, with its marginals.</summary>
public sealed class JointHistogram
{
    private readonly int[] _counts;
    private readonly int[] _binCounts;
    private readonly int[] _classCounts;

    /// <param name="counts"><c>[bins, classes]</c>, row-major; copied.</param>
    /// <exception cref="ArgumentException">The length is not bins * classes, a count is negative, there is no sample, or there are more
    /// than 2^31 - 1.</exception>
    public JointHistogram(int bins, int classes, ReadOnlySpan<int> counts)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bins);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classes);
        if (counts.Length != bins * classes)
            throw new ArgumentException($"{bins} bins, {classes} classes and {counts.Length} counts do not fit", nameof(counts));
        (Bins, Classes, _counts) = (bins, classes, counts.ToArray());
        _binCounts = new int[bins];
        _classCounts = new int[classes];
        Samples = SumMarginals();
    }

    /// <summary>Rows, observed or not.</summary>
    public int Bins { get; }

    /// <summary>Columns, observed or not.</summary>
    public int Classes { get; }

    /// <summary>N, the sum of all counts; at least 1.</summary>
    public int Samples { get; }

    /// <summary><c>[bins, classes]</c>, row-major.</summary>
    public ReadOnlySpan<int> Counts => _counts;

    /// <summary><c>[bins]</c>: samples of each symbol, over all classes.</summary>
    public ReadOnlySpan<int> BinCounts => _binCounts;

    /// <summary><c>[classes]</c>: samples of each class, over all symbols.</summary>
    public ReadOnlySpan<int> ClassCounts => _classCounts;

    /// <summary>K_T, the symbols that occur.</summary>
    public int ObservedBins => Observed(_binCounts);

    /// <summary>K_Y, the classes that occur.</summary>
    public int ObservedClasses => Observed(_classCounts);

    /// <summary>K_TY, the pairs of symbol and class that occur.</summary>
    public int ObservedCells => Observed(_counts);

    public int this[int bin, int label] => _counts[(bin * Classes) + label];

    private static int Observed(int[] counts) => counts.Length - counts.AsSpan().Count(0);

    private int SumMarginals()
    {
        RefuseNegative();
        long samples = 0;
        var classes = _classCounts.AsSpan();
        for (var bin = 0; bin < Bins; bin++)
        {
            long own = 0;
            var row = _counts.AsSpan(bin * Classes, classes.Length);
            for (var label = 0; label < classes.Length; label++)
            {
                own += row[label];
                // An overflow here and below is refused at the end.
                classes[label] = unchecked(classes[label] + row[label]);
            }

            samples += own;
            _binCounts[bin] = unchecked((int)own);
        }

        return samples is > 0 and <= int.MaxValue
            ? (int)samples
            : throw new ArgumentException($"a histogram of {samples} samples: there must be 1 to {int.MaxValue}");
    }

    private void RefuseNegative()
    {
        var first = _counts.AsSpan().IndexOfAnyInRange(int.MinValue, -1);
        if (first >= 0)
            throw new ArgumentException($"bin {first / Classes}, class {first % Classes}: the count {_counts[first]} is negative");
    }
}

/// <summary>A neuron's joint histogram and the quantizer that made its symbols.</summary>
public sealed record NeuronHistogram(Quantizer Quantizer, JointHistogram Counts);
