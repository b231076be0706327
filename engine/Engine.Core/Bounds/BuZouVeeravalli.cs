namespace Engine.Bounds;

/// <summary>expected gap &lt;= (1/m) sum_i sqrt(2 sigma^2 I(W;Z_i)) for a loss that is sigma-subgaussian (Bu, Zou, Veeravalli,
/// arXiv:1901.04609).</summary>
public static class BuZouVeeravalli
{
    public const string Assumptions =
        "in expectation over samples and training; samples drawn independently from the training split; 0-1 loss, sigma 1/2; "
            + "each I(W;Z_i) is an estimate by the Gaussian formula from second moments, not a bound";

    /// <param name="informations">I(W;Z_i) in nats for each of the m training samples; from 0 up.</param>
    public static double Bound(ReadOnlySpan<double> informations)
    {
        ArgumentOutOfRangeException.ThrowIfZero(informations.Length);
        var sum = 0.0;
        foreach (var information in informations)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(information, nameof(informations));
            sum += Math.Sqrt(2 * XuRaginsky.ZeroOneSigma * XuRaginsky.ZeroOneSigma * information);
        }
        return sum / informations.Length;
    }
}
