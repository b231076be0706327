using Engine.Randomness;

namespace Harness.Data;

/// <summary>
/// Two round clouds of spread 0.7 about (-1, -1) and (1, 1): linearly separable up to noise. The best boundary is x1 + x2 = 0; a cloud's centre is
/// sqrt(2) / 0.7 = 2.02 standard deviations away from it, so that no classifier is expected to be right in more than 97.8 % of the cases.
/// </summary>
public sealed class TwoGaussians : TwoFeatureSet
{
    private const double Centre = 1;
    private const double Spread = 0.7;

    public override string Name => "two-gaussians";

    public override string Title => "Two features, two clouds of points, linearly separable up to noise; generated";

    protected override string Formula => $"x = c + {Spread} n, c = (-{Centre}, -{Centre}) for class 0, ({Centre}, {Centre}) for class 1, n standard normal by Box-Muller";

    protected override ulong Seed => 1;

    protected override (double X1, double X2) Point(int label, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var centre = label == 0 ? -Centre : Centre;
        return (centre + Spread * random.NextNormal(), centre + Spread * random.NextNormal());
    }
}
