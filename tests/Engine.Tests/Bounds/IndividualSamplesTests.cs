using Engine.Bounds;
using Engine.Data;
using Engine.Networks;

namespace Engine.Tests.Bounds;

public sealed class IndividualSamplesTests
{
    private const int Trainings = 2000, Places = 3;

    [Fact]
    public void A_place_that_the_weights_follow_shows_it_and_the_others_do_not()
    {
        // Weights are the first sample's features and label with unit noise added to each; the other places are drawn beside.
        var random = new Random(2);
        var draws = Enumerable.Range(0, Trainings).Select(_ => Draw(random)).ToArray();
        var networks = draws.Select(draw => Follow(draw, random)).ToArray();
        var found = IndividualSamples.Informations(networks, draws);
        // The channel: w1 and w2 each 1/2 ln(1 + 1) for features of variance 1; w0 = y + noise, y of variance 1/4 by the Gaussian formula
        // 1/2 ln(1.25).
        Assert.Equal(Math.Log(2) + (0.5 * Math.Log(1.25)), found[0], 0.06);
        // Standard error of an estimate of 0 over 2,000 observations: sqrt(2 * 15) / 2 / 2000 = 0.0014.
        Assert.All(found[1..], information => Assert.InRange(information, -0.007, 0.007));
    }

    /// <summary>
    /// 30 places whose features' means, with noise of variance s, are the weights: rho^2 = (1/900) / (1/30 + s) for each of two features,
    /// I = -ln(1 - rho^2) = 0.02 nats at s = 0.0228 and the bound sqrt(I / 2) = 0.1. Over 100 trainings a place's estimate has a standard
    /// error of sqrt(2 * 15) / 2 / 100 = 0.027, more than it is large.
    /// </summary>
    [Fact]
    public void Of_few_trainings_the_mean_of_roots_is_too_small_and_the_root_of_the_mean_is_not()
    {
        const int repeats = 60, places = 30;
        var noise = Math.Sqrt(0.0228);
        var random = new Random(5);
        var found = Enumerable.Range(0, repeats).Select(_ =>
        {
            var draws = Enumerable.Range(0, IndividualSamples.LeastTrainings).Select(_ => Draw(random, places)).ToArray();
            return IndividualSamples.Estimate([.. draws.Select(draw => Average(draw, noise, random))], draws).Bounds;
        }).ToArray();
        Assert.All(found, bounds => Assert.Equal(["gaussian", "gaussian-pooled"], bounds.Select(bound => bound.Estimator)));
        Assert.InRange(found.Average(bounds => bounds[0].Value), 0.080, 0.094);
        Assert.InRange(found.Average(bounds => bounds[1].Value), 0.096, 0.104);
        // At least 95 %, but for two standard errors, sqrt(0.95 * 0.05 / 60) = 0.028.
        Assert.InRange(found.Count(bounds => bounds[1].Interval.Low <= 0.1 && 0.1 <= bounds[1].Interval.High), 0.9 * repeats, repeats);
        // The interval tells of the spread between repeats: about four standard deviations, and more where groups are large.
        var spread = Math.Sqrt(found.Average(bounds => Math.Pow(bounds[1].Value - 0.1, 2)));
        Assert.InRange(found.Average(bounds => bounds[1].Interval.High - bounds[1].Interval.Low) / (4 * spread), 0.9, 2);
    }

    /// <summary>The weights of both features are the means of the training set's, with noise; the bias is noise alone.</summary>
    private static Network Average(LabelledData draw, double noise, Random random)
    {
        Span<float> x = stackalloc float[2];
        var (first, second) = (0.0, 0.0);
        for (var place = 0; place < draw.Samples; place++)
        {
            draw.Features.Read(place, x);
            (first, second) = (first + x[0], second + x[1]);
        }
        return new Network(
            [new DenseLayer(
                2, 2,
                [0, 0, Noisy(first / draw.Samples), Noisy(second / draw.Samples)],
                [0, (float)Normal(random)])],
            Activation.Relu);

        float Noisy(double mean) => (float)(mean + (noise * Normal(random)));
    }

    [Fact]
    public void Too_few_trainings_and_other_networks_are_refused()
    {
        var random = new Random(3);
        var draws = Enumerable.Range(0, IndividualSamples.LeastTrainings - 1).Select(_ => Draw(random)).ToArray();
        var error = Assert.Throws<UserErrorException>(
            () => IndividualSamples.Informations([.. draws.Select(draw => Follow(draw, random))], draws));
        Assert.Contains("99 trainings: at least 100", error.Message, StringComparison.Ordinal);
        draws = [.. draws, Draw(random)];
        var deep = new Network(
            [new DenseLayer(2, 2, new float[4], new float[2]), new DenseLayer(2, 2, new float[4], new float[2])], Activation.Relu);
        Assert.Contains(
            "2-2-2",
            Assert.Throws<UserErrorException>(() => IndividualSamples.Informations([.. draws.Select(_ => deep)], draws)).Message,
            StringComparison.Ordinal);
    }

    private static LabelledData Draw(Random random, int places = Places) => new(
        new FloatFeatures([.. Enumerable.Range(0, 2 * places).Select(_ => (float)Normal(random))], places, 2),
        [.. Enumerable.Range(0, places).Select(_ => (byte)random.Next(2))],
        2);

    private static Network Follow(LabelledData draw, Random random)
    {
        var x = new float[2];
        draw.Features.Read(0, x);
        float[] second = [x[0] + (float)Normal(random), x[1] + (float)Normal(random)];
        // A shift of both rows decides nothing and is not to be seen.
        var shift = (float)(5 * Normal(random));
        return new Network(
            [new DenseLayer(
                2, 2, [shift, shift, shift + second[0], shift + second[1]], [shift, shift + draw.Labels[0] + (float)Normal(random)])],
            Activation.Relu);
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
