namespace Engine.Numerics;

/// <summary>u - ln(1 + u), what the logarithm leaves over its tangent: never negative, and without cancellation near 0.</summary>
internal static class LogRemainder
{
    private const double SeriesLimit = 0.5;

    /// <param name="onePlusU">1 + u as the caller knows it, which near u = -1 is more than u itself says.</param>
    public static double Of(double u, double onePlusU) =>
        Math.Abs(u) > SeriesLimit ? u - Math.Log(onePlusU) : Series(u);

    // ln(1 + u) = 2 artanh(s) with s = u / (2 + u), and u - 2s = u s: what remains is u s - 2 (s^3/3 + s^5/5 + ...).
    private static double Series(double u)
    {
        var s = u / (2 + u);
        var square = s * s;
        var sum = 0.0;
        var power = 2 * s * square;
        for (var odd = 3; ; odd += 2)
        {
            var next = sum + (power / odd);
            if (next == sum)
                return (u * s) - sum;
            sum = next;
            power *= square;
        }
    }
}
