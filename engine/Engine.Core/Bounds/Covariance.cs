namespace Engine.Bounds;

/// <summary>The covariance of observations, and the logarithm of its determinant.</summary>
internal static class Covariance
{
    /// <summary>A pivot below this share of its variance is rounding noise: the component is a function of those before it.</summary>
    private const double Singular = 1e-12;

    /// <param name="rows"><c>[observations][components]</c>.</param>
    /// <exception cref="UserErrorException">The covariance is singular.</exception>
    public static double LogDeterminant(double[][] rows)
    {
        var covariance = Of(rows);
        var variances = Enumerable.Range(0, covariance.GetLength(0)).Select(i => covariance[i, i]).ToArray();
        var sum = 0.0;
        // Cholesky's pivots, one component after the other.
        for (var k = 0; k < variances.Length; k++)
        {
            var pivot = covariance[k, k];
            if (!(pivot > Singular * variances[k]))
                throw new UserErrorException($"component {k} of {variances.Length} does not vary by itself over {rows.Length} "
                    + "observations: its information cannot be estimated; more runs, or another data set, are needed");
            sum += Math.Log(pivot);
            for (var i = k + 1; i < variances.Length; i++)
            {
                for (var j = k + 1; j < variances.Length; j++)
                    covariance[i, j] -= covariance[i, k] * covariance[k, j] / pivot;
            }
        }
        return sum;
    }

    private static double[,] Of(double[][] rows)
    {
        var size = rows[0].Length;
        double[] means = [.. Enumerable.Range(0, size).Select(i => rows.Average(row => row[i]))];
        var covariance = new double[size, size];
        foreach (var row in rows)
        {
            for (var i = 0; i < size; i++)
            {
                for (var j = 0; j < size; j++)
                    covariance[i, j] += (row[i] - means[i]) * (row[j] - means[j]) / (rows.Length - 1);
            }
        }
        return covariance;
    }
}
