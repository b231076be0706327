namespace Engine.Training.Reference;

/// <summary>Mean and biased variance of a batch's columns, each <c>[features]</c>.</summary>
public sealed record BatchStatistics(int Samples, double[] Mean, double[] Variance)
{
    /// <param name="rows"><c>[samples][features]</c>.</param>
    public static BatchStatistics Of(double[][] rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var mean = new double[rows[0].Length];
        var variance = new double[mean.Length];
        for (var i = 0; i < mean.Length; i++)
        {
            mean[i] = rows.Sum(row => row[i]) / rows.Length;
            variance[i] = rows.Sum(row => (row[i] - mean[i]) * (row[i] - mean[i])) / rows.Length;
        }
        return new BatchStatistics(rows.Length, mean, variance);
    }
}
