namespace Engine.Bounds;

/// <summary>expected gap &lt;= sqrt(2 sigma^2 I(S;W) / m) for a loss that is sigma-subgaussian (Xu, Raginsky, arXiv:1705.07809).</summary>
public static class XuRaginsky
{
    /// <summary>sigma of a loss in [0, 1], such as the 0-1 loss (Hoeffding).</summary>
    public const double ZeroOneSigma = 0.5;

    /// <param name="information">I(S;W), samples and parameters, in nats; from 0 up.</param>
    /// <param name="samples">m, training samples.</param>
    public static double Bound(double information, int samples)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(information);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        return Math.Sqrt(2 * ZeroOneSigma * ZeroOneSigma * information / samples);
    }
}
