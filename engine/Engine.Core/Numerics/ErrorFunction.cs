namespace Engine.Numerics;

/// <summary>The complementary error function in float64, within 2e-15 relative while it is a normal number.</summary>
/// <remarks>W. J. Cody, "Rational Chebyshev approximations for the error function" (Math. Comp. 23, 1969): three intervals of |x|, in the
/// outer two exp(x^2) erfc(x) is approximated, with x^2 taken in two parts.</remarks>
public static class ErrorFunction
{
    private const double FirstEnd = 0.46875, SecondEnd = 4;

    private static readonly double[] FirstAbove =
        [0.185777706184603153, 3.16112374387056560, 113.864154151050156, 377.485237685302021, 3209.37758913846947];

    private static readonly double[] FirstBelow = [1, 23.6012909523441209, 244.024637934444173, 1282.61652607737228, 2844.23683343917062];

    private static readonly double[] SecondAbove =
    [
        2.15311535474403846e-8, 0.564188496988670089, 8.88314979438837594, 66.1191906371416295, 298.635138197400131, 881.952221241769090,
        1712.04761263407058, 2051.07837782607147, 1230.33935479799725,
    ];

    private static readonly double[] SecondBelow =
    [
        1, 15.7449261107098347, 117.693950891312499, 537.181101862009858, 1621.38957456669019, 3290.79923573345963, 4362.61909014324716,
        3439.36767414372164, 1230.33935480374942,
    ];

    private static readonly double[] ThirdAbove =
    [
        0.0163153871373020978, 0.305326634961232344, 0.360344899949804439, 0.125781726111229246, 0.0160837851487422766,
        6.58749161529837803e-4,
    ];

    private static readonly double[] ThirdBelow =
    [
        1, 2.56852019228982242, 1.87295284992346725, 0.527905102951428412, 0.0605183413124413191, 2.33520497626869185e-3,
    ];

    /// <summary>erfc x = 2 / sqrt(pi) times the integral of exp(-t^2) from x to infinity; NaN stays NaN.</summary>
    public static double Complement(double x)
    {
        var magnitude = Math.Abs(x);
        if (magnitude <= FirstEnd)
            return 1 - (x * Ratio(FirstAbove, FirstBelow, x * x));
        var tail = magnitude <= SecondEnd ? Ratio(SecondAbove, SecondBelow, magnitude) : Far(magnitude);
        var square = magnitude * magnitude;
        var lost = Math.FusedMultiplyAdd(magnitude, magnitude, -square);
        // Where the square is beyond float64 the tail is 0 long since.
        tail = square > 1000 ? 0 : tail * Math.Exp(-square) * (1 - lost);
        return x < 0 ? 2 - tail : tail;
    }

    private static double Far(double x)
    {
        var z = 1 / (x * x);
        return ((1 / Math.Sqrt(Math.PI)) - (z * Ratio(ThirdAbove, ThirdBelow, z))) / x;
    }

    /// <summary>Two polynomials of one variable, the highest power first.</summary>
    private static double Ratio(double[] above, double[] below, double x)
    {
        double numerator = 0, denominator = 0;
        foreach (var coefficient in above)
            numerator = (numerator * x) + coefficient;
        foreach (var coefficient in below)
            denominator = (denominator * x) + coefficient;
        return numerator / denominator;
    }
}
