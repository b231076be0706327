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
        Assert.All(found[1..], information => Assert.InRange(information, 0, 0.007));
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

    private static LabelledData Draw(Random random) => new(
        new FloatFeatures([.. Enumerable.Range(0, 2 * Places).Select(_ => (float)Normal(random))], Places, 2),
        [.. Enumerable.Range(0, Places).Select(_ => (byte)random.Next(2))],
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
