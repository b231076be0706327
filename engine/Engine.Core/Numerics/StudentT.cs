namespace Engine.Numerics;

/// <summary>
/// Student's t distribution for a whole number of degrees of freedom, by the finite sums of Abramowitz and Stegun 26.7.3 and 26.7.4. A
/// quantile is within 1e-12 of itself; time goes with the degrees of freedom.
/// </summary>
public static class StudentT
{
    /// <summary>The probability of a value between -t and t.</summary>
    /// <param name="t">At least 0.</param>
    /// <param name="freedom">Degrees of freedom, at least 1.</param>
    public static double Within(double t, int freedom)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(freedom);
        if (!(t >= 0))
            throw new ArgumentOutOfRangeException(nameof(t), t, "the probability between -t and t is of a t at 0 or beyond");
        var angle = Math.Atan2(t, Math.Sqrt(freedom));
        var (sine, cosine) = Math.SinCos(angle);
        var odd = freedom % 2 == 1;
        // cos, or 1, and each next term: times cos^2 and a ratio of neighbours.
        var (sum, term) = (0.0, odd ? cosine : 1.0);
        for (var k = odd ? 3 : 2; k <= freedom; k += 2)
        {
            sum += term;
            term *= cosine * cosine * (k - 1) / k;
        }
        return odd ? 2 / Math.PI * (angle + (sine * sum)) : sine * sum;
    }

    /// <summary>The t with this probability between -t and t.</summary>
    /// <param name="probability">Between 0 and 1, both left out.</param>
    /// <param name="freedom">Degrees of freedom, at least 1.</param>
    public static double TwoSided(double probability, int freedom)
    {
        if (!(probability > 0 && probability < 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "a probability lies between 0 and 1");
        var (low, high) = (0.0, 1.0);
        while (Within(high, freedom) < probability)
            high *= 2;
        // Halves of an interval, until there is no number between its ends.
        for (var middle = (low + high) / 2; low < middle && middle < high; middle = (low + high) / 2)
            (low, high) = Within(middle, freedom) < probability ? (middle, high) : (low, middle);
        return high;
    }
}
