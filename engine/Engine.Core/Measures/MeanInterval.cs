using System.Collections.Concurrent;
using Engine.Numerics;

namespace Engine.Measures;

/// <summary>
/// The 95% interval of a mean over networks that differ in their seed alone, by Student's t (Student 1908): mean plus and minus t times
/// the standard error, with one degree of freedom less than there are values.
/// </summary>
/// <remarks>
/// For few seeds it is wide, because two or three values say little about their own spread; a bootstrap interval of so few is about as
/// wide as the values lie apart, and misses the mean in one of four cases. How often it holds the true mean: harness/docs/method.md.
/// </remarks>
public static class MeanInterval
{
    /// <summary>As tables name the method.</summary>
    public const string Method = "student-t";

    private static readonly ConcurrentDictionary<int, double> Factors = new();

    /// <summary>The interval, cut off where the reading's range ends: a number of neurons is not below 0.</summary>
    /// <param name="range">In which the values lie.</param>
    /// <returns>Null where there are fewer than two values: one says nothing about how far others lie.</returns>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public static ConfidenceInterval? Of(IReadOnlyCollection<double> values, ValueRange range)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Any(value => !double.IsFinite(value)))
            throw new ArgumentException($"the mean of {string.Join(", ", values)} has no interval: all must be finite", nameof(values));
        if (values.Count < 2)
            return null;
        var (least, most) = (values.Min(), values.Max());
        // Rounding does not widen the interval of equal values.
        if (least.Equals(most))
            return new ConfidenceInterval(least, least);
        var mean = Math.Clamp(values.Average(), least, most);
        var variance = values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1);
        var half = Factors.GetOrAdd(values.Count - 1, freedom => StudentT.TwoSided(ConfidenceInterval.Level, freedom))
            * Math.Sqrt(variance / values.Count);
        return new ConfidenceInterval(Math.Max(range.Least, mean - half), Math.Min(range.Most, mean + half));
    }
}

/// <summary>The least and the most that a value can be; infinite where there is no end.</summary>
public readonly record struct ValueRange(double Least, double Most)
{
    public static ValueRange Any { get; } = new(double.NegativeInfinity, double.PositiveInfinity);
}
