using Engine.Ablation;
using Engine.Measures;

namespace Engine.Tests.Ablation;

public sealed class ReversalTests
{
    private const AblationDirection Up = AblationDirection.Ascending, Down = AblationDirection.Descending;

    [Fact]
    public void Shares_are_read_at_the_nearest_step_against_the_mean_of_the_random_orders()
    {
        // Chance 100, intact 900.
        var curve = Curves.Ascending(900, 860, 820, 780, 740, 700, 600, 500, 400, 300, 100);
        AblationCurve[] randoms =
        [
            Curves.Random(900, 800, 700, 600, 500, 400, 300, 200, 150, 120, 100),
            Curves.Random(900, 840, 780, 700, 600, 500, 400, 300, 200, 150, 100),
        ];
        var readings = SharesVsRandom.Of(curve, randoms, Curves.Band());
        Assert.Equal(
            ["vs_random_10", "vs_random_20", "vs_random_30", "vs_random_40", "vs_random_50"], readings.Select(reading => reading.Name));
        Assert.Equal([0.05, 0.1, 130 / 800.0, 190 / 800.0, 250 / 800.0], readings.Select(reading => reading.Value));
        Assert.Equal("2 of 10 removed: accuracy 0.82, random 0.74", readings[1].Detail);
        Assert.Equal([1, 1, 1, 1, 2], SharesVsRandom.Percents.Select(percent => SharesVsRandom.Step(3, percent)));
        Assert.Equal([10, 20, 30, 40, 50], SharesVsRandom.Percents.Select(percent => SharesVsRandom.Step(100, percent)));
        Assert.Equal([1, 3, 4, 6, 7], SharesVsRandom.Percents.Select(percent => SharesVsRandom.Step(14, percent)));
    }

    [Fact]
    public void Shares_are_used_until_a_layers_active_neurons_are_nearly_all_taken()
    {
        // Ten neurons in each layer, layer 1 first: at 40 % eight of ten are gone, at 50 % all.
        NeuronId[] removed = [.. Enumerable.Range(0, 20).Select(i => new NeuronId(1 + (i / 10), i % 10))];
        Assert.Equal((40, (int?)1), Reversal.LastShare(removed, new HashSet<NeuronId>()));
        // Nine of ten are not more than 90 %.
        NeuronId[] nine = [.. removed[..9], removed[10], removed[9], .. removed[11..]];
        Assert.Equal((50, null), Reversal.LastShare(nine, new HashSet<NeuronId>()));
        // Of layer 1 five are inactive, and come first; then at 40 % three of the five others are gone.
        Assert.Equal((40, (int?)1), Reversal.LastShare(removed, removed[..5].ToHashSet()));
        // They come last: at 30 % all five others are gone.
        Assert.Equal((20, (int?)1), Reversal.LastShare(removed, removed[5..10].ToHashSet()));
        // A layer without an active neuron ends nothing.
        Assert.Equal((50, null), Reversal.LastShare(removed, removed[..10].ToHashSet()));
        Assert.Equal((0, (int?)1), Reversal.LastShare(removed, removed[1..10].ToHashSet()));
    }

    [Theory]
    [InlineData(Up, -0.2, 0.1, 0.0, 1)]
    [InlineData(Up, -0.2, 0.2, -0.1, 0)]
    [InlineData(Up, -0.2, 0.0, 0.0, 0)]
    [InlineData(Up, 0.0, 0.1, 0.1, 0)]
    [InlineData(Down, -0.01, -0.2, 0.0, 1)]
    [InlineData(Down, 0.3, -0.2, -0.1, 1)]
    [InlineData(Down, -0.02, -0.2, -0.1, 0)]
    [InlineData(Down, 0.1, -0.2, 0.1, 0)]
    [InlineData(Down, 0.1, 0.0, 0.0, 0)]
    public void One_network_is_decided_by_its_values(
        AblationDirection direction, double network, double first, double second, double expected)
    {
        var readings = Reversal.Of(direction, At(direction, network), [At(direction, first), At(direction, second)], (50, null));
        Assert.Equal(expected, readings.Single(reading => reading.Name == "reversal").Value);
        Assert.Equal(50, readings.Single(reading => reading.Name == "reversal_last_share").Value);
        Assert.Equal((first + second) / 2, readings.Single(reading => reading.Name == "layers_vs_random_30").Value);
    }

    [Fact]
    public void A_share_beyond_the_last_is_not_looked_at()
    {
        Reading[] network = [.. At(Up, 0.1).Take(2), .. At(Up, -0.3).Skip(2)];
        Reading[] layer = [.. At(Up, 0.1)];
        Assert.Equal(0, Value((20, 1)));
        Assert.Equal(1, Value((30, 2)));
        Assert.True(double.IsNaN(Value((0, 1))));

        double Value((int, int?) last) =>
            Reversal.Of(Up, network, [layer, layer], last).Single(reading => reading.Name == "reversal").Value;
    }

    [Theory]
    [InlineData(Up, -0.3, -0.1, 0.1, 0.2, 1)]
    [InlineData(Up, -0.3, 0.1, 0.1, 0.2, double.NaN)]
    [InlineData(Up, -0.3, -0.1, -0.1, 0.2, double.NaN)]
    [InlineData(Up, 0.1, 0.3, 0.1, 0.2, 0)]
    [InlineData(Down, -0.01, 0.3, -0.2, -0.1, 1)]
    [InlineData(Down, -0.02, 0.3, -0.2, -0.1, double.NaN)]
    [InlineData(Down, -0.3, -0.02, -0.2, -0.1, 0)]
    public void Seeds_decide_by_whole_intervals(
        AblationDirection direction, double low, double high, double meanLow, double meanHigh, double expected)
    {
        ConfidenceInterval network = new(low, high), mean = new(meanLow, meanHigh);
        Assert.Equal(expected, Reversal.Decide(direction, [new ReversalShare(10, network, mean, [mean, new(-0.1, 0.1)])]).Value);
        // A layer that lies on the other side denies it; a share that shows it is enough.
        var other = direction == Up ? new ConfidenceInterval(-0.3, -0.2) : new ConfidenceInterval(0.2, 0.3);
        Assert.NotEqual(1, Reversal.Decide(direction, [new ReversalShare(10, network, mean, [mean, other])]).Value);
        if (expected == 1)
            Assert.Equal(1, Reversal.Decide(
                direction, [new ReversalShare(10, new(-1, 1), mean, [mean]), new ReversalShare(20, network, mean, [mean])]).Value);
    }

    [Fact]
    public void Without_a_share_nothing_is_decided() =>
        Assert.Contains("exhausts a layer at once", Reversal.Decide(Up, []).Detail, StringComparison.Ordinal);

    /// <summary>Every verdict has the numbers of one share: the first that shows a reversal, else the last.</summary>
    [Fact]
    public void A_verdict_is_told_with_its_numbers()
    {
        ConfidenceInterval below = new(-0.3, -0.1), above = new(0.1, 0.2), around = new(-0.1, 0.2);
        ReversalShare Share(int percent, ConfidenceInterval network, ConfidenceInterval mean) => new(percent, network, mean, [mean]);
        string Told(params ReversalShare[] shares) => Reversal.Sentence(Reversal.Decide(Up, shares));
        Assert.Equal(
            "lowest first: yes at 20, 30 %; at 20 %: network -0.300 to -0.100, layers on average +0.100 to +0.200",
            Told(Share(10, around, above), Share(20, below, above), Share(30, below, above)));
        Assert.Equal(
            "lowest first: no at 10, 20 %; at 20 %: network +0.100 to +0.200, layers on average -0.100 to +0.200",
            Told(Share(10, above, above), Share(20, above, around)));
        Assert.Equal(
            "lowest first: open at 10, 20 %; at 20 %: network -0.100 to +0.200, layers on average +0.100 to +0.200",
            Told(Share(10, above, above), Share(20, around, above)));
        Assert.Equal("highest first: open: too few", Reversal.Sentence(Reversal.Open(Down, "too few")));
    }

    [Theory]
    [InlineData(2, new[] { 100, 100 }, "2 random orders decide nothing, 5 are needed (ablation.random)")]
    [InlineData(20, new[] { 100, 4 }, "layer 2 has 4 neurons, 10 are needed, of which the smallest share is one")]
    [InlineData(5, new[] { 10, 10 }, null)]
    public void Few_random_orders_or_neurons_decide_nothing(int randoms, int[] widths, string? expected)
    {
        var tooFew = Reversal.TooFew(randoms, widths);
        Assert.Equal(expected, tooFew);
        var reading = Reversal.Of(Up, At(Up, -0.2), [At(Up, 0.1), At(Up, 0.1)], (50, null), tooFew)
            .Single(reading => reading.Name == "reversal");
        Assert.Equal(expected is null ? 1 : double.NaN, reading.Value);
        if (expected is not null)
            Assert.Equal(expected, reading.Detail);
    }

    private static Reading[] At(AblationDirection direction, double value) =>
        [.. SharesVsRandom.Percents.Select(percent => new Reading(SharesVsRandom.NameOf(percent), direction, value, "by hand"))];
}
