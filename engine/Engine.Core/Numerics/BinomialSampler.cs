using Engine.Randomness;

namespace Engine.Numerics;

/// <summary>
/// Exact binomial counts in constant time, whatever n: W. Hörmann, "The generation of binomial random variates" (J. Statist. Comput.
/// Simul. 46, 1993), algorithm BTRS with the probabilities from a table of log-factorials; by inversion where the mean is small.
/// </summary>
internal sealed class BinomialSampler
{
    // Hörmann's hat is proven for n min(p, 1-p) >= 10 only.
    private const double RejectionFrom = 10;

    // Of a mean below 10 no more than this is likelier than what rounding leaves of the uniform number.
    private const int InversionLimit = 100;
    private readonly double[] _logFactorial;

    /// <param name="largest">The largest n to be drawn from.</param>
    public BinomialSampler(int largest)
    {
        _logFactorial = new double[largest + 1];
        for (var n = 2; n <= largest; n++)
            _logFactorial[n] = _logFactorial[n - 1] + Math.Log(n);
    }

    /// <summary>How many of <paramref name="n"/> independent trials succeed, each with chance <paramref name="p"/>.</summary>
    public int Draw(RandomStream random, int n, double p)
    {
        if (n == 0 || p <= 0)
            return 0;
        if (p >= 1)
            return n;
        if (p > 0.5)
            return n - Draw(random, n, 1 - p);
        return n * p < RejectionFrom ? ByInversion(random, n, p) : ByRejection(random, n, p);
    }

    private static int ByInversion(RandomStream random, int n, double p)
    {
        var odds = p / (1 - p);
        var probability = Math.Pow(1 - p, n);
        var uniform = random.NextDouble();
        var count = 0;
        while (uniform >= probability && count < Math.Min(n, InversionLimit))
        {
            uniform -= probability;
            count++;
            probability *= odds * (n - count + 1) / count;
        }

        return count;
    }

    private int ByRejection(RandomStream random, int n, double p)
    {
        var spread = Math.Sqrt(n * p * (1 - p));
        var b = 1.15 + (2.53 * spread);
        var a = -0.0873 + (0.0248 * b) + (0.01 * p);
        var centre = (n * p) + 0.5;
        var squeeze = 0.92 - (4.2 / b);
        var height = (2.83 + (5.1 / b)) * spread;
        var mode = (int)((n + 1) * p);
        while (true)
        {
            var u = random.NextDouble() - 0.5;
            var v = random.NextDouble();
            var margin = 0.5 - Math.Abs(u);
            var count = Math.Floor((((2 * a / margin) + b) * u) + centre);
            if (margin >= 0.07 && v <= squeeze)
                return (int)count;
            if (count < 0 || count > n)
                continue;
            v *= height / ((a / (margin * margin)) + b);
            if (v <= 0 || Math.Log(v) <= LogRatio(n, p, (int)count, mode))
                return (int)count;
        }
    }

    // ln of the probability of count over that of the mode
    private double LogRatio(int n, double p, int count, int mode) =>
        _logFactorial[mode] + _logFactorial[n - mode]
            - _logFactorial[count] - _logFactorial[n - count] + ((count - mode) * Math.Log(p / (1 - p)));
}
