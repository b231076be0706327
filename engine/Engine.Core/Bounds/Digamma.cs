namespace Engine.Bounds;

/// <summary>psi(x) = d/dx ln Gamma(x) for x &gt; 0.</summary>
public static class Digamma
{
    /// <summary>From here on the asymptotic series is right to the last bits.</summary>
    private const double Large = 10;

    /// <summary>psi(x) = psi(x + 1) - 1/x up to <see cref="Large"/>, there ln x - 1/(2x) - sum B_2k / (2k x^2k) (Abramowitz,
    /// Stegun 6.3.5 and 6.3.18).</summary>
    public static double Of(double x)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(x);
        var shift = 0.0;
        for (; x < Large; x++)
            shift += 1 / x;
        var inverse = 1 / (x * x);
        var series = inverse
            * ((1.0 / 12) - (inverse
                * ((1.0 / 120) - (inverse
                    * ((1.0 / 252) - (inverse * ((1.0 / 240) - (inverse * ((1.0 / 132) - (inverse * 691 / 32760))))))))));
        return Math.Log(x) - (0.5 / x) - series - shift;
    }
}
