using Engine.Ablation;

namespace Engine.Tests.Ablation;

public sealed class AreaVsRandomTests
{
    private static readonly AblationCurve[] Randoms =
        [Curves.Random(900, 500, 100), Curves.Random(900, 700, 100), Curves.Random(900, 300, 100)];

    [Fact]
    public void By_hand()
    {
        // Mean of the random curves 900, 500, 100; this one is 200 above at step 1: 200 / 3 steps / (900 - 100).
        var readings = AreaVsRandom.Of(Curves.Ascending(900, 700, 100), Randoms, Curves.Band());
        Assert.Equal(["area_vs_random", "area_vs_random_rank"], readings.Select(reading => reading.Name));
        Assert.Equal(200.0 / 3 / 800, readings[0].Value, 1e-15);
        // Above two of the random orders and level with one: between ranks 3 and 4.
        Assert.Equal(3.5, readings[1].Value);
    }

    [Theory]
    [InlineData(100, 1)]
    [InlineData(400, 2)]
    [InlineData(800, 4)]
    public void Rank_one_hurts_most(int middle, double rank) =>
        Assert.Equal(rank, AreaVsRandom.Of(Curves.Descending(900, middle, 100), Randoms, Curves.Band())[1].Value);

    [Fact]
    public void All_inactive_is_level_with_random()
    {
        var flat = Curves.Ascending(900, 900);
        var readings = AreaVsRandom.Of(flat, [Curves.Random(900, 900), Curves.Random(900, 900)], Curves.Band());
        Assert.Equal((0, 2), (readings[0].Value, readings[1].Value));
    }

    [Fact]
    public void Is_undefined_at_chance() =>
        Assert.All(
            AreaVsRandom.Of(Curves.Ascending(100, 100), [Curves.Random(100, 100)], Curves.Band(100)),
            reading => Assert.True(double.IsNaN(reading.Value)));

    [Fact]
    public void Random_curves_must_be_there_and_fit()
    {
        var curve = Curves.Ascending(900, 700, 100);
        Assert.Throws<ArgumentException>(() => AreaVsRandom.Of(curve, [], Curves.Band()));
        Assert.Throws<ArgumentException>(() => AreaVsRandom.Of(curve, [Curves.Random(900, 100)], Curves.Band()));
        Assert.Throws<ArgumentException>(() => AreaVsRandom.Of(curve, [curve], Curves.Band()));
    }
}
