namespace Engine.Bounds;

/// <summary>gap of order sqrt(I(X;L)) log m / sqrt m (Vera, Piantanida, Rey Vega, arXiv:1802.05355): how it scales,
/// its constants unknown.</summary>
public static class VeraPiantanidaVega
{
    public const string Assumptions =
        "a scaling only: the constants, which depend on the network's smoothness and the input's distribution, are unknown";

    /// <param name="information">I(X;L) in nats, from 0 up.</param>
    /// <param name="samples">m, training samples.</param>
    public static double Scaling(double information, int samples)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(information);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        return Math.Sqrt(information) * Math.Log(samples) / Math.Sqrt(samples);
    }
}
