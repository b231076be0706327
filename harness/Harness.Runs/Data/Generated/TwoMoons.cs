using Engine.Randomness;

namespace Harness.Data;

/// <summary>
/// Two half circles that reach into each other, with noise of 0.1: not linearly separable. A straight line is right in about 88 % of the cases; hidden
/// layers of widths two and two suffice for over 99 %.
/// </summary>
public sealed class TwoMoons : TwoFeatureSet
{
    private const double Noise = 0.1;
    private const double Lowered = 0.5;

    public override string Name => "two-moons";

    public override string Title => "Two features, two half circles that reach into each other, not linearly separable; generated";

    protected override string Formula => $"x = m + {Noise} n, t = pi u, m = (cos t, sin t) for class 0, (1 - cos t, {Lowered} - sin t) for class 1, u uniform in [0, 1), n standard normal by Box-Muller";

    protected override ulong Seed => 2;

    protected override (double X1, double X2) Point(int label, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var (sine, cosine) = Math.SinCos(Math.PI * random.NextDouble());
        var (x1, x2) = label == 0 ? (cosine, sine) : (1 - cosine, Lowered - sine);
        return (x1 + Noise * random.NextNormal(), x2 + Noise * random.NextNormal());
    }
}
