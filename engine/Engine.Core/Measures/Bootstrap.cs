using Engine.Numerics;
using Engine.Randomness;

namespace Engine.Measures;

/// <summary>
/// Percentile intervals (Efron 1979): a statistic's quantiles over data sets drawn from the observed one with replacement.
/// </summary>
public static class Bootstrap
{
    /// <summary>
    /// The interval of plug-in mutual information, in bits. Drawing samples anew is drawing the joint counts from a multinomial.
    /// </summary>
    /// <param name="key">Sets the neuron's draws apart from other neurons'.</param>
    /// <remarks>
    /// Plug-in information is biased upwards, and resampling adds that bias once more: near 0 the interval lies above the true value. Time
    /// goes with the cells that occur, not with the samples: 1,000 resamples take 10 ms for 20 cells, 0.4 s for 2,560.
    /// </remarks>
    public static ConfidenceInterval MutualInformation(JointHistogram histogram, BootstrapSettings settings, ulong key)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        RequireValid(settings);
        var random = new RandomStream(settings.Seed, RandomPurpose.Bootstrap, key);
        var sampler = new BinomialSampler(histogram.Samples);
        var drawn = new double[settings.Resamples];
        for (var i = 0; i < drawn.Length; i++)
            drawn[i] = Measures.MutualInformation.PlugIn(Resample(histogram, sampler, random));
        return Percentiles(drawn, settings.Level);
    }

    // A multinomial draw: each cell takes its binomial share of what the cells before it have left.
    private static JointHistogram Resample(JointHistogram histogram, BinomialSampler sampler, RandomStream random)
    {
        var counts = new int[histogram.Counts.Length];
        var (toDraw, toCome) = (histogram.Samples, histogram.Samples);
        for (var cell = 0; cell < counts.Length; cell++)
        {
            var observed = histogram.Counts[cell];
            if (observed == 0)
                continue;
            counts[cell] = sampler.Draw(random, toDraw, (double)observed / toCome);
            toDraw -= counts[cell];
            toCome -= observed;
        }

        return new JointHistogram(histogram.Bins, histogram.Classes, counts);
    }

    private static ConfidenceInterval Percentiles(double[] drawn, double level)
    {
        Array.Sort(drawn);
        return new ConfidenceInterval(Quantile(drawn, (1 - level) / 2), Quantile(drawn, (1 + level) / 2));
    }

    // Linear between order statistics (Hyndman and Fan's type 7, numpy's default).
    private static double Quantile(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }

    private static void RequireValid(BootstrapSettings settings)
    {
        if (settings.Resamples < 1 || !(settings.Level > 0 && settings.Level < 1))
        {
            throw new ArgumentException(
                $"{settings.Resamples} resamples at level {settings.Level}: there must be one at least, and the level lie between 0 and 1",
                nameof(settings));
        }
    }
}

/// <summary>How a bootstrap interval is drawn.</summary>
/// <param name="Resamples">Drawn data sets, each as large as the observed one.</param>
/// <param name="Level">The share of them inside the interval; between 0 and 1.</param>
/// <param name="Seed">With a neuron's key, all that the interval depends on but the data.</param>
public readonly record struct BootstrapSettings(int Resamples, double Level, ulong Seed)
{
    public const int DefaultResamples = 1000;
    public const double DefaultLevel = 0.95;

    public static BootstrapSettings WithSeed(ulong seed) => new(DefaultResamples, DefaultLevel, seed);
}
