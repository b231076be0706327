namespace Engine.Numerics;

/// <summary>The complementary error function erfc(x) = 2 / sqrt(pi) * integral from x to infinity of e^(-t^2) dt, from its square.
/// </summary>
/// <remarks>The rational approximations of W. J. Cody, "Rational Chebyshev approximations for the error function" (1969), Math. Comp. 23:
/// relative errors below 1e-15, and what the exponential of a rounded square adds, below x^2 1.2e-16.</remarks>
public static class ComplementaryError
{
    // From these x on the next approximation is taken.
    private const double Middle = 0.46875, Far = 4;

    private static readonly double[] NearAbove =
        [1.85777706184603153e-1, 3.16112374387056560, 1.13864154151050156e2, 3.77485237685302021e2, 3.20937758913846947e3];

    private static readonly double[] NearBelow =
        [1, 2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3, 2.84423683343917062e3];

    private static readonly double[] MiddleAbove =
    [
        2.15311535474403846e-8, 5.64188496988670089e-1, 8.88314979438837594, 6.61191906371416295e1, 2.98635138197400131e2,
        8.81952221241769090e2, 1.71204761263407058e3, 2.05107837782607147e3, 1.23033935479799725e3,
    ];

    private static readonly double[] MiddleBelow =
    [
        1, 1.57449261107098347e1, 1.17693950891312499e2, 5.37181101862009858e2, 1.62138957456669019e3, 3.29079923573345963e3,
        4.36261909014324716e3, 3.43936767414372164e3, 1.23033935480374942e3,
    ];

    private static readonly double[] FarAbove =
    [
        1.63153871373020978e-2, 3.05326634961232344e-1, 3.60344899949804439e-1, 1.25781726111229246e-1, 1.60837851487422766e-2,
        6.58749161529837803e-4,
    ];

    private static readonly double[] FarBelow =
        [1, 2.56852019228982242, 1.87295284992346725, 5.27905102951428412e-1, 6.05183413124413191e-2, 2.33520497626869185e-3];

    /// <param name="square">x^2, at least 0.</param>
    public static double OfSquare(double square)
    {
        var x = Math.Sqrt(square);
        if (x <= Middle)
            return 1 - (x * Ratio(NearAbove, NearBelow, square));
        if (x <= Far)
            return Math.Exp(-square) * Ratio(MiddleAbove, MiddleBelow, x);
        if (double.IsPositiveInfinity(x))
            return 0;
        var inverse = 1 / square;
        var tail = ((1 / Math.Sqrt(Math.PI)) - (inverse * Ratio(FarAbove, FarBelow, inverse))) / x;
        // Half of the exponential at each end, so that it does not lose digits before the result does.
        var half = Math.Exp(-square / 2);
        return half * tail * half;
    }

    /// <summary>Both polynomials by their coefficients, the highest power first.</summary>
    private static double Ratio(double[] above, double[] below, double x)
    {
        var (numerator, denominator) = (above[0], below[0]);
        for (var i = 1; i < above.Length; i++)
        {
            numerator = (numerator * x) + above[i];
            denominator = (denominator * x) + below[i];
        }
        return numerator / denominator;
    }
}
