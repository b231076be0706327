namespace Engine.Bounds;

/// <summary>
/// I(S;W) &lt;= sum_t (d/2) ln(1 + eta_t^2 L^2 / (d sigma_t^2)) in nats for W_t = W_{t-1} - eta_t g_t + N(0, sigma_t^2 I), |g_t| &lt;= L,
/// whose batches do not depend on the parameters (Pensia, Jog, Loh, arXiv:1801.04295).
/// </summary>
public static class PensiaJogLoh
{
    /// <summary>As tables name it where it stands in another bound for the information.</summary>
    public const string Name = "pensia-jog-loh";

    public const string Assumptions =
        "in expectation over samples and training; samples independent and of one distribution; 0-1 loss, sigma 1/2; "
            + "every gradient clipped to L, Gaussian noise on every step, batches chosen without regard to the parameters";

    /// <param name="parameters">d.</param>
    /// <param name="steps">With the same rate and noise.</param>
    /// <param name="rate">eta.</param>
    /// <param name="clip">L.</param>
    /// <param name="noise">sigma, the standard deviation of each parameter's noise, above 0.</param>
    public static double Information(long parameters, long steps, double rate, double clip, double noise)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parameters, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(noise);
        var signal = rate * clip / noise;
        return steps * (parameters / 2.0) * LogOfOnePlus(signal * signal / parameters);
    }

    /// <summary>ln(1 + x), for small x too: 2 artanh(x / (2 + x)).</summary>
    private static double LogOfOnePlus(double x) => x > 1e-3 ? Math.Log(1 + x) : 2 * Math.Atanh(x / (2 + x));
}
