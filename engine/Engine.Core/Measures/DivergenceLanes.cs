using System.Runtime.Intrinsics;

namespace Engine.Measures;

/// <summary>The divergences of <see cref="ClassDivergence"/>, four classes in the lanes of a vector.</summary>
/// <remarks>Summed over the symbols times the class's count, which divides the sum at the end: one division less for each cell.</remarks>
internal static class DivergenceLanes
{
    /// <summary>The product of two counts up to this one is exact in float64.</summary>
    public const int MostSamples = 1 << 26;

    /// <summary>Classes of a vector; fewer cannot be had.</summary>
    public const int Lanes = 4;

    /// <param name="divergences"><c>[classes]</c>, bits; minus infinity where no sample has the class.</param>
    public static void OfAll(JointHistogram histogram, Span<double> divergences)
    {
        for (var next = 0; next < divergences.Length; next += Lanes)
        {
            // The last vector overlaps the one before.
            var first = Math.Min(next, divergences.Length - Lanes);
            var classes = Widen(histogram.ClassCounts, first);
            var bits = Of(histogram, first, classes) / (classes * Math.Log(2));
            var known = Vector256.GreaterThan(classes, Vector256<double>.Zero);
            Vector256.ConditionalSelect(known, bits, Vector256.Create(double.NegativeInfinity)).CopyTo(divergences[first..]);
        }
    }

    /// <summary>In nats, times the count of each class.</summary>
    private static Vector256<double> Of(JointHistogram histogram, int first, Vector256<double> classes)
    {
        Vector256<double> sum = Vector256<double>.Zero, lost = sum, samples = Vector256.Create((double)histogram.Samples);
        ReadOnlySpan<int> counts = histogram.Counts, bins = histogram.BinCounts;
        for (var bin = 0; bin < bins.Length; bin++)
        {
            if (bins[bin] == 0)
                continue;
            var cell = Widen(counts, (bin * histogram.Classes) + first);
            Vector256<double> expected = classes * bins[bin], observed = cell * samples, inverse = Vector256<double>.One / observed;
            var remainder = LogRemainder.Of((expected - observed) * inverse, expected * inverse) * cell;
            var term = Vector256.ConditionalSelect(Vector256.Equals(cell, Vector256<double>.Zero), expected / samples, remainder);
            // Neumaier's compensation, as in CompensatedSum; no term is negative.
            var next = sum + term;
            lost += Vector256.ConditionalSelect(Vector256.GreaterThanOrEqual(sum, term), sum - next + term, term - next + sum);
            sum = next;
        }
        return sum + lost;
    }

    private static Vector256<double> Widen(ReadOnlySpan<int> counts, int first)
    {
        var own = counts.Slice(first, Lanes);
        return Vector256.Create(own[0], own[1], own[2], (double)own[3]);
    }
}
