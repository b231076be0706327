using Engine.Data;
using Engine.Randomness;

namespace Harness.Runs.Data;

/// <summary>Two features: 1,000 training and 1,000 test points, two classes in turn (0 = red, 1 = blue).</summary>
/// <remarks>Point number i is drawn from a random stream of its own, so that it depends on nothing but the set's seed and i.</remarks>
public abstract class TwoFeatureSet : GeneratedSet
{
    public const int TrainSamples = 1000;
    public const int TestSamples = 1000;

    private const int Classes = 2;
    private const int Inputs = 2;

    /// <summary>The formula of a point with all its constants.</summary>
    protected abstract string Formula { get; }

    protected abstract ulong Seed { get; }

    protected override string Definition =>
        $"{Name}: {Formula}; float64 rounded to float32; class = i mod {Classes}; Philox 4x32-10, seed {Seed}, purpose "
            + $"{(int)RandomPurpose.DataGeneration}, index i; train 0..{TrainSamples - 1}, test "
            + $"{TrainSamples}..{TrainSamples + TestSamples - 1}";

    public override DataSet Generate() =>
        new(Name, Draw(0, TrainSamples), Draw(TrainSamples, TestSamples), Channels: 1, Sha256,
            TrainSamples / DataSetLoader.ValidationShare);

    /// <summary>Draws a point of class <paramref name="label"/>.</summary>
    protected abstract (double X1, double X2) Point(int label, RandomStream random);

    private LabelledData Draw(int first, int count)
    {
        var values = new float[count * Inputs];
        var labels = new byte[count];
        for (var i = 0; i < count; i++)
        {
            var label = (first + i) % Classes;
            var (x1, x2) = Point(label, new RandomStream(Seed, RandomPurpose.DataGeneration, (ulong)(first + i)));
            (values[Inputs * i], values[Inputs * i + 1], labels[i]) = ((float)x1, (float)x2, (byte)label);
        }

        return new LabelledData(new FloatFeatures(values, count, Inputs), labels, Classes);
    }
}

/// <summary>
/// Two round clouds of spread 0.7 about (-1, -1) and (1, 1): linearly separable up to noise. The best boundary is x1 + x2 = 0; a cloud's
/// centre is sqrt(2) / 0.7 = 2.02 standard deviations away from it, so that no classifier is expected to be right in more than 97.8 % of
/// the cases.
/// </summary>
public sealed class TwoGaussians : TwoFeatureSet
{
    private const double Centre = 1;
    private const double Spread = 0.7;

    public override string Name => "two-gaussians";

    public override string Title => "Two features, two clouds of points, linearly separable up to noise; generated";

    protected override string Formula =>
        $"x = c + {Spread} n, c = (-{Centre}, -{Centre}) for class 0, ({Centre}, {Centre}) for class 1, n standard normal by Box-Muller";

    protected override ulong Seed => 1;

    protected override (double X1, double X2) Point(int label, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var centre = label == 0 ? -Centre : Centre;
        return (centre + Spread * random.NextNormal(), centre + Spread * random.NextNormal());
    }
}

/// <summary>
/// Two half circles that reach into each other, with noise of 0.1: not linearly separable. A straight line is right in about 88 % of the
/// cases; hidden layers of widths two and two suffice for over 99 %.
/// </summary>
public sealed class TwoMoons : TwoFeatureSet
{
    private const double Noise = 0.1;
    private const double Lowered = 0.5;

    public override string Name => "two-moons";

    public override string Title => "Two features, two half circles that reach into each other, not linearly separable; generated";

    protected override string Formula =>
        $"x = m + {Noise} n, t = pi u, m = (cos t, sin t) for class 0, (1 - cos t, {Lowered} - sin t) for class 1, u uniform in [0, 1), n "
            + "standard normal by Box-Muller";

    protected override ulong Seed => 2;

    protected override (double X1, double X2) Point(int label, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var (sine, cosine) = Math.SinCos(Math.PI * random.NextDouble());
        var (x1, x2) = label == 0 ? (cosine, sine) : (1 - cosine, Lowered - sine);
        return (x1 + Noise * random.NextNormal(), x2 + Noise * random.NextNormal());
    }
}
