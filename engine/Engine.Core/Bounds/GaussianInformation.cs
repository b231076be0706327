namespace Engine.Bounds;

/// <summary>
/// Mutual information of two vectors by the Gaussian formula, I = 1/2 ln(det S_a det S_b / det S_ab) in nats, S the covariances of
/// observations: exact for jointly Gaussian vectors, else what their linear dependence shows.
/// </summary>
/// <remarks>The plug-in value is too large by about p q / (2 n). The value subtracted is its mean at independence, exact for Gaussian a
/// whatever b is: det ratios are then Wilks' Lambda, a product of Beta variables, and E ln Lambda = sum_k
/// psi((n - q - k + 1) / 2) - psi((n - k + 1) / 2), n = observations - 1
/// (Anderson, An Introduction to Multivariate Statistical Analysis, 8.4).</remarks>
public static class GaussianInformation
{
    /// <summary>Fewer observations than this leave no degree of freedom.</summary>
    public static int LeastObservations(int a, int b) => a + b + 2;

    /// <param name="a"><c>[observations][p]</c>.</param>
    /// <param name="b"><c>[observations][q]</c>.</param>
    /// <returns>The corrected estimate in nats; of independent vectors it is 0 on average, and below 0 as often as above.</returns>
    /// <exception cref="UserErrorException">There are too few observations, or a component is a linear function of the others.</exception>
    public static double Of(double[][] a, double[][] b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        return PlugIn(a, b) - Bias(a.Length, a[0].Length, b[0].Length);
    }

    /// <summary>Without the correction, in nats.</summary>
    /// <exception cref="UserErrorException">As <see cref="Of"/>.</exception>
    public static double PlugIn(double[][] a, double[][] b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        var needed = LeastObservations(a[0].Length, b[0].Length);
        if (a.Length < needed)
            throw new UserErrorException($"{a.Length} observations are too few to estimate the information of {a[0].Length} and "
                + $"{b[0].Length} numbers: at least {needed} are needed");
        double[][] joint = [.. a.Zip(b, (x, y) => (double[])[.. x, .. y])];
        return 0.5 * (Covariance.LogDeterminant(a) + Covariance.LogDeterminant(b) - Covariance.LogDeterminant(joint));
    }

    /// <summary>The mean of the plug-in value at independence, in nats.</summary>
    /// <param name="p">Components of a.</param>
    /// <param name="q">Components of b.</param>
    public static double Bias(int observations, int p, int q)
    {
        var n = observations - 1;
        var sum = 0.0;
        for (var k = 1; k <= p; k++)
            sum += Digamma.Of((n - k + 1) / 2.0) - Digamma.Of((n - q - k + 1) / 2.0);
        return 0.5 * sum;
    }
}
