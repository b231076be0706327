namespace Engine.Bounds;

/// <summary>expected gap &lt;= (1/m) sum_i sqrt(2 sigma^2 I(W;Z_i)) for a loss that is sigma-subgaussian (Bu, Zou, Veeravalli,
/// arXiv:1901.04609), and by Jensen's inequality &lt;= sqrt(2 sigma^2 (1/m) sum_i I(W;Z_i)), with equality where all places of a training
/// set tell the same.</summary>
public static class BuZouVeeravalli
{
    public const string Assumptions =
        "in expectation over samples and training; samples drawn independently from the training split; 0-1 loss, sigma 1/2; "
            + "each I(W;Z_i) is an estimate by the Gaussian formula from second moments, not a bound";

    /// <summary>The first form. Of estimates it is too small: the root of a number that varies is on average below the root of its mean,
    /// and an estimate below 0 counts as 0.</summary>
    /// <param name="informations">I(W;Z_i) in nats for each of the m training samples, or estimates of it, which may lie below 0.</param>
    public static double Bound(ReadOnlySpan<double> informations)
    {
        ArgumentOutOfRangeException.ThrowIfZero(informations.Length);
        var sum = 0.0;
        foreach (var information in informations)
            sum += Root(information);
        return sum / informations.Length;
    }

    /// <summary>The second form. Errors of the m estimates cancel before the root is taken.</summary>
    /// <inheritdoc cref="Bound"/>
    public static double PooledBound(ReadOnlySpan<double> informations)
    {
        ArgumentOutOfRangeException.ThrowIfZero(informations.Length);
        var sum = 0.0;
        foreach (var information in informations)
            sum += information;
        return Root(sum / informations.Length);
    }

    private static double Root(double information) =>
        Math.Sqrt(2 * XuRaginsky.ZeroOneSigma * XuRaginsky.ZeroOneSigma * Math.Max(0, information));
}
