using Engine.Numerics;

namespace Engine.Measures;

/// <summary>H = - sum P log2 P in bits, 0 log 0 = 0, of the observed frequencies (Shannon 1948).</summary>
public static class Entropy
{
    public static Measure Definition { get; } = new()
    {
        Name = "entropy",
        Label = "entropy H(T)",
        Unit = "bits",
        Formula = "H(T) = - sum_t P(t) log2 P(t)",
        Source = "Shannon 1948",
        Meaning = "H(T), bits",
        NeedsQuantizer = true,
        Value = OfBins,
        Invariants = [new("H(T) <= log2 |T|", OfBins, neuron => Math.Log2(neuron.Histogram.Counts.Bins))],
    };

    /// <summary>H(T), the entropy of a neuron's symbols, in bits.</summary>
    public static double OfBins(JointHistogram histogram)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        return Of(histogram.BinCounts);
    }

    /// <summary>H(Y), the entropy of the classes, in bits.</summary>
    public static double OfClasses(JointHistogram histogram)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        return Of(histogram.ClassCounts);
    }

    private static double OfBins(NeuronProfile neuron) => OfBins(neuron.Histogram.Counts);

    /// <param name="counts">How often each symbol occurred.</param>
    /// <exception cref="ArgumentException">A count is negative, or all are 0.</exception>
    public static double Of(ReadOnlySpan<int> counts)
    {
        long samples = 0;
        foreach (var count in counts)
            samples += count >= 0 ? count : throw new ArgumentException($"the count {count} is negative", nameof(counts));
        if (samples == 0)
            throw new ArgumentException("no sample was counted: there is no distribution to have an entropy", nameof(counts));
        var bits = default(CompensatedSum);
        foreach (var count in counts)
        {
            if (count > 0)
                bits.Add((double)count / samples * Math.Log2((double)samples / count));
        }

        return bits.Value;
    }
}
