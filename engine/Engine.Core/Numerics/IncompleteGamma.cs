namespace Engine.Numerics;

/// <summary>
/// The regularized upper incomplete gamma function Q(a, x) = (1 / Gamma(a)) * integral from x to infinity of t^(a-1) e^-t dt, for a
/// half of a whole number: the tail of chi-squared with 2a degrees of freedom beyond 2x. Within 2e-13 relative down to 1e-300.
/// </summary>
/// <remarks>
/// Of 1/2 it is erfc(sqrt(x)). Else left of a + 1 by the power series of 1 - Q, right of it by Legendre's continued fraction (DLMF 8.7.1
/// and 8.9.2). Their common factor x^a e^-x / Gamma(a + 1) is taken as a saddle point, exp(-a h(x/a - 1)) over Stirling's square root,
/// because the logarithms of its three parts cancel: a deviation of ln Gamma would be multiplied by a.
/// </remarks>
public static class IncompleteGamma
{
    // From here on seven terms of Stirling's series are exact to the last bit.
    private const double StirlingFrom = 16;
    private const double Precision = 1e-16;

    /// <param name="twiceA">2a, at least 1.</param>
    /// <param name="x">At least 0.</param>
    public static double UpperRegularized(int twiceA, double x)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(twiceA);
        if (!(x >= 0))
            throw new ArgumentOutOfRangeException(nameof(x), x, "the incomplete gamma function is taken at 0 or beyond");
        var a = twiceA / 2.0;
        if (x == 0)
            return 1;
        if (double.IsPositiveInfinity(x))
            return 0;
        if (twiceA == 1)
            return ComplementaryError.OfSquare(x);
        return x < a + 1 ? 1 - (Factor(a, x) * Series(a, x)) : Factor(a, x) * a * ContinuedFraction(a, x);
    }

    // 1 + x/(a+1) + x^2/((a+1)(a+2)) + ...
    private static double Series(double a, double x)
    {
        var term = 1.0;
        var sum = 1.0;
        for (var k = 1; term > Precision * sum; k++)
        {
            term *= x / (a + k);
            sum += term;
        }

        return sum;
    }

    // 1/(x+1-a - 1(1-a)/(x+3-a - 2(2-a)/(x+5-a - ...))) from the front, by the ratios of successive numerators and denominators
    // (Lentz 1976).
    private static double ContinuedFraction(double a, double x)
    {
        var partial = x + 1 - a;
        var denominators = 1 / partial;
        var numerators = double.PositiveInfinity;
        var value = denominators;
        for (var k = 1; ; k++)
        {
            var numerator = k * (a - k);
            partial += 2;
            denominators = 1 / (partial + (numerator * denominators));
            numerators = partial + (numerator / numerators);
            var ratio = denominators * numerators;
            value *= ratio;
            if (Math.Abs(ratio - 1) <= 2 * Precision || numerator == 0)
                return value;
        }
    }

    // x^a e^-x / Gamma(a + 1)
    private static double Factor(double a, double x)
    {
        if (a >= StirlingFrom)
            return Math.Exp(-(a * LogRemainder.Of((x - a) / a, x / a)) - StirlingError(a)) / Math.Sqrt(2 * Math.PI * a);
        // Half of the exponential at each end, so that it does not underflow before the power lifts it.
        var half = Math.Exp(-x / 2);
        return half * (Math.Pow(x, a) / GammaOfNext(a)) * half;
    }

    // ln Gamma(a + 1) less Stirling's formula: 1/(12a) - 1/(360a^3) + 1/(1260a^5) - ...
    private static double StirlingError(double a)
    {
        var r = 1 / (a * a);
        return ((1.0 / 12)
            - (((1.0 / 360)
                - (((1.0 / 1260) - (((1.0 / 1680) - (((1.0 / 1188) - (((691.0 / 360360) - (r / 156)) * r)) * r)) * r)) * r)) * r)) / a;
    }

    // Gamma(a + 1) = a (a - 1) ... down to Gamma(1) = 1 or Gamma(1/2) = sqrt(pi)
    private static double GammaOfNext(double a)
    {
        var product = a % 1 == 0 ? 1 : Math.Sqrt(Math.PI);
        for (; a > 0; a--)
            product *= a;
        return product;
    }
}
