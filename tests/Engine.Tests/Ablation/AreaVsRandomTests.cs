using Engine.Ablation;
using Engine.Randomness;

namespace Engine.Tests.Ablation;

public sealed class AreaVsRandomTests
{
    /// <summary>At step 1 they lie at 300, 400, 500, 600 and 700, on average at 500. Each against the mean of the other four: -250, -125,
    /// 0, 125 and 250, which is 5/4 of its distance from 500.</summary>
    private static readonly AblationCurve[] Randoms =
        [.. new[] { 500, 700, 300, 600, 400 }.Select(middle => Curves.Random(900, middle, 100))];

    [Fact]
    public void By_hand()
    {
        // Mean of the random curves 900, 500, 100; this one is 160 above at step 1: 160 / 3 steps / (900 - 100).
        var readings = AreaVsRandom.Of(Curves.Ascending(900, 660, 100), Randoms, Curves.Band());
        Assert.Equal(["area_vs_random", "area_vs_random_rank"], readings.Select(reading => reading.Name));
        Assert.Equal(160.0 / 3 / 800, readings[0].Value, 1e-15);
        // 160 lies above 125 and below 250: the fifth of six.
        Assert.Equal(5, readings[1].Value);
        Assert.Contains("rank 5 of 6", readings[0].Detail, StringComparison.Ordinal);
    }

    /// <summary>280 lies below every random order at step 1, and yet not lowest: -220 is above -250.</summary>
    [Theory]
    [InlineData(249, 1)]
    [InlineData(250, 1.5)]
    [InlineData(280, 2)]
    [InlineData(375, 2.5)]
    [InlineData(500, 3.5)]
    [InlineData(749, 5)]
    [InlineData(751, 6)]
    public void Every_random_order_is_held_against_the_others(int middle, double rank) =>
        Assert.Equal(rank, AreaVsRandom.Of(Curves.Descending(900, middle, 100), Randoms, Curves.Band())[1].Value);

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Of_few_random_orders_no_rank_is_said(int orders)
    {
        var readings = AreaVsRandom.Of(Curves.Ascending(900, 200, 100), Randoms[..orders], Curves.Band());
        Assert.True(readings[0].Value < 0);
        Assert.Equal(double.NaN, readings[1].Value);
        Assert.All(readings, reading => Assert.Equal(
            $"no rank among {orders} random orders: 5 are needed (ablation.random)", reading.Detail));
    }

    /// <summary>Of an order that is itself random at most one in R + 1 is the first; with 5 orders and three standard deviations of 2,000
    /// draws, sqrt(p (1 - p) / 2000), between them.</summary>
    [Fact]
    public void A_random_order_is_seldom_the_first()
    {
        const int draws = 2000;
        var stream = new RandomStream(7, RandomPurpose.RandomOrder, 0);
        var (first, last) = (0, 0);
        for (var draw = 0; draw < draws; draw++)
        {
            AblationCurve[] curves = [.. Enumerable.Range(0, 6).Select(_ => Curves.Random(900, stream.NextInt(800), 100))];
            var rank = AreaVsRandom.Of(curves[0], curves[1..], Curves.Band())[1].Value;
            first += rank < 1.5 ? 1 : 0;
            last += rank > 5.5 ? 1 : 0;
        }
        var most = (1.0 / 6) + (3 * Math.Sqrt(5.0 / 36 / draws));
        Assert.InRange((double)first / draws, 0.05, most);
        Assert.InRange((double)last / draws, 0.05, most);
    }

    [Fact]
    public void All_inactive_is_level_with_random()
    {
        var flat = Curves.Ascending(900, 900);
        var readings = AreaVsRandom.Of(flat, [.. Enumerable.Range(0, 5).Select(_ => Curves.Random(900, 900))], Curves.Band());
        Assert.Equal((0, 3.5), (readings[0].Value, readings[1].Value));
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
