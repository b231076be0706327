namespace Engine.Bounds;

/// <summary>gap &lt;= sqrt((2^I(X;L) + ln(2 / delta)) / (2 m)) with probability 1 - delta (Shwartz-Ziv, Painsky, Tishby 2018).</summary>
public static class ShwartzZivPainskyTishby
{
    public const string Assumptions =
        "a conjecture in later literature: typical sets of 2^I(X;L) cells stand for hypotheses; "
            + "holds with probability 1 - delta over the samples; I(X;L) is an estimate";

    /// <param name="bits">I(X;L) in bits.</param>
    /// <param name="delta">In (0, 1).</param>
    /// <param name="samples">m, training samples.</param>
    public static double Bound(double bits, double delta, int samples)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(delta, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(delta, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        return Math.Sqrt((Math.Pow(2, bits) + Math.Log(2 / delta)) / (2.0 * samples));
    }
}
