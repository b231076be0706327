using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Engine.Numerics;

namespace Engine.Measures;

/// <summary>
/// D( P(T|Y=y) || P(T) ) = sum_t P(t|y) log2( P(t|y) / P(t) ) in bits: how far a neuron's outputs within class y are from its
/// outputs over all classes. Mutual information is the mean of these over the classes, KL selectivity their maximum.
/// </summary>
/// <remarks>
/// Summed as P(t|y) (v - ln(1 + v)) with v = P(t) / P(t|y) - 1, plus P(t) over the symbols that class y lacks. That is the same sum,
/// because P(t|y) v and the latter add up to 0; but no term is negative, and at independence, found in integers, each is exactly 0.
/// </remarks>
public static class ClassDivergence
{
    /// <summary>Of every class; minus infinity where no sample has it.</summary>
    /// <returns><c>[classes]</c>, bits.</returns>
    public static double[] OfAll(JointHistogram histogram)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        var divergences = new double[histogram.Classes];
        if (histogram.Samples <= DivergenceLanes.MostSamples && histogram.Classes >= DivergenceLanes.Lanes)
            DivergenceLanes.OfAll(histogram, divergences);
        else
            EachAlone(histogram, divergences);
        return divergences;
    }

    /// <returns>Bits; at least 0.</returns>
    /// <exception cref="ArgumentException">No sample has the class.</exception>
    public static double Of(JointHistogram histogram, int label)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        long classCount = histogram.ClassCounts[label];
        if (classCount == 0)
            throw new ArgumentException($"no sample has class {label}, so that nothing is known about the neuron given it", nameof(label));
        var nats = default(CompensatedSum);
        for (var bin = 0; bin < histogram.Bins; bin++)
            nats.Add(Term(histogram[bin, label], histogram.BinCounts[bin], classCount, histogram.Samples));
        return nats.Value / Math.Log(2);
    }

    private static void EachAlone(JointHistogram histogram, double[] divergences)
    {
        for (var label = 0; label < divergences.Length; label++)
            divergences[label] = histogram.ClassCounts[label] > 0 ? Of(histogram, label) : double.NegativeInfinity;
    }

    private static double Term(long cell, long binCount, long classCount, long samples)
    {
        if (cell == 0)
            return (double)binCount / samples;
        var expected = binCount * classCount;
        var observed = cell * samples;
        var excess = (double)(expected - observed) / observed;
        return LogRemainder.Of(excess, (double)expected / observed) * cell / classCount;
    }
}

/// <summary>The divergences of <see cref="ClassDivergence"/>, four classes in the lanes of a vector.</summary>
/// <remarks>Summed over the symbols times the class's count, which divides the sum at the end: one division less for each cell.</remarks>
internal static class DivergenceLanes
{
    /// <summary>The product of two counts up to this one is exact in float64.</summary>
    public const int MostSamples = 1 << 26;

    /// <summary>Classes of a vector; fewer cannot be had.</summary>
    public const int Lanes = 4;

    private const long ExponentUnit = 1L << 52;

    private const long ExponentBias = 1023;

    /// <summary>The bits of 2^52 as a float64, into whose last ones a whole number fits.</summary>
    private const long WholeNumber = (ExponentBias + 52) * ExponentUnit;

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
        Vector256<double> sum = Vector256<double>.Zero, lost = sum;
        Vector256<double> samples = Vector256.Create((double)histogram.Samples), share = Vector256<double>.One / samples;
        ReadOnlySpan<int> counts = histogram.Counts, bins = histogram.BinCounts;
        for (var bin = 0; bin < bins.Length; bin++)
        {
            if (bins[bin] == 0)
                continue;
            var cell = Widen(counts, (bin * histogram.Classes) + first);
            var expected = classes * bins[bin];
            // An empty cell has no logarithm; taken as 1, its lane computes with ordinary numbers.
            var counted = Vector256.MaxNative(cell, Vector256<double>.One);
            var empty = Vector256.Equals(cell, Vector256<double>.Zero);
            var term = Vector256.ConditionalSelect(empty, expected * share, Term(counted, expected, counted * samples, share));
            // Neumaier's compensation, as in CompensatedSum; no term is negative.
            var next = sum + term;
            lost += Vector256.ConditionalSelect(Vector256.GreaterThanOrEqual(sum, term), sum - next + term, term - next + sum);
            sum = next;
        }
        return sum + lost;
    }

    /// <summary>cell (u - ln(1 + u)) with 1 + u = expected / observed, as in <see cref="LogRemainder"/>, for a cell above 0.</summary>
    /// <remarks>
    /// Expected = 2^k scaled, where the exponents say for which k scaled is closest to observed: 0 where the two are about alike. With s =
    /// (scaled - observed) / (scaled + observed) and f = scaled / observed - 1, ln(1 + f) = 2 s + s R = f - s (f - R) for R = s^2
    /// Tail(s^2). A cell times f is (scaled - observed) / samples, so that one division is enough; s lies within 1/5, because what
    /// exponents say of a logarithm is wrong by 0.086 at most.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Term(
        Vector256<double> cell, Vector256<double> expected, Vector256<double> observed, Vector256<double> share)
    {
        var shift = (expected.AsInt64() - observed.AsInt64() + Vector256.Create(ExponentUnit / 2)) & Vector256.Create(-ExponentUnit);
        var scaled = (expected.AsInt64() - shift).AsDouble();
        var power = (((shift + Vector256.Create(ExponentBias * ExponentUnit)) >>> 52) | Vector256.Create(WholeNumber)).AsDouble()
            - Vector256.Create((double)(ExponentUnit + ExponentBias));
        var difference = scaled - observed;
        var s = difference / (scaled + observed);
        var square = s * s;
        var near = s * ((difference * share) - (cell * (square * Tail(square))));
        return near + (((expected - scaled) * share) - (cell * (power * Math.Log(2))));
    }

    /// <summary>
    /// 2/3 + 2/5 x + 2/7 x^2 + ...; up to 1/25 what follows the last term is below 2e-15 of the sum, and that of what is added up below
    /// 1e-16.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Tail(Vector256<double> x)
    {
        // Two sums that do not wait for each other, written out: a loop takes longer.
        var square = x * x;
        var even = Vector256.MultiplyAddEstimate(square, Vector256.Create(2.0 / 19), Vector256.Create(2.0 / 15));
        even = Vector256.MultiplyAddEstimate(even, square, Vector256.Create(2.0 / 11));
        even = Vector256.MultiplyAddEstimate(even, square, Vector256.Create(2.0 / 7));
        even = Vector256.MultiplyAddEstimate(even, square, Vector256.Create(2.0 / 3));
        var odd = Vector256.MultiplyAddEstimate(square, Vector256.Create(2.0 / 21), Vector256.Create(2.0 / 17));
        odd = Vector256.MultiplyAddEstimate(odd, square, Vector256.Create(2.0 / 13));
        odd = Vector256.MultiplyAddEstimate(odd, square, Vector256.Create(2.0 / 9));
        odd = Vector256.MultiplyAddEstimate(odd, square, Vector256.Create(2.0 / 5));
        return Vector256.MultiplyAddEstimate(odd, x, even);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Widen(ReadOnlySpan<int> counts, int first)
    {
        var own = Vector128.Create(counts.Slice(first, Lanes));
        return Avx.IsSupported ? Avx.ConvertToVector256Double(own) : Vector256.Create(own[0], own[1], own[2], (double)own[3]);
    }
}
