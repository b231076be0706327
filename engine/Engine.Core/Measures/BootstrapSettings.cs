namespace Engine.Measures;

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
