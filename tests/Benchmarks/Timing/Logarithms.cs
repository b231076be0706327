namespace Benchmarks.Timing;

/// <summary>How a time grows, from logarithms.</summary>
internal static class Logarithms
{
    /// <summary>Of the least-squares line.</summary>
    public static double Slope(List<double> x, List<double> y)
    {
        double meanX = x.Average(), meanY = y.Average();
        return x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / x.Sum(a => (a - meanX) * (a - meanX));
    }
}
