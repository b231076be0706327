using Engine.Ablation;

namespace Engine.Tests.Ablation;

public sealed class AccuracyBandTests
{
    [Fact]
    public void The_edges_belong_to_it()
    {
        var band = Curves.Band();
        Assert.Equal((true, false), (band.Keeps(884), band.Keeps(883)));
        Assert.Equal((true, false), (band.Loses(140), band.Loses(141)));
        Assert.Null(band.Undefined);
    }

    [Fact]
    public void Rounding_does_not_move_an_edge()
    {
        // epsilon (A0 - c) a whole number of samples for every epsilon of k per cent: 100 k / 100.
        for (var k = 0; k <= 100; k++)
        {
            var band = new AccuracyBand(900, 800, 1000, new ReadingSettings(k / 100.0, k / 100.0));
            Assert.Equal((true, false), (band.Keeps(900 - k), band.Keeps(899 - k)));
            Assert.Equal((true, false), (band.Loses(800 + k), band.Loses(801 + k)));
        }
    }

    [Theory]
    [InlineData(100)]
    [InlineData(99)]
    [InlineData(0)]
    public void Without_more_than_chance_nothing_can_be_lost(int intact) =>
        Assert.Contains("does not exceed 0.1", Curves.Band(intact).Undefined);

    [Theory]
    [InlineData(900, 0, true)]
    [InlineData(898, 2, true)]
    [InlineData(902, 2, true)]
    [InlineData(898, 1, false)]
    [InlineData(899, 0, false)]
    public void A_curve_may_start_so_far_away_as_samples_are_near_a_tie(int start, int nearTies, bool fits)
    {
        var curve = Curves.Ascending(start, 100);
        curve = new AblationCurve(
            curve.Scope, curve.Order, curve.Direction, 0, curve.Removed, curve.Correct, curve.Loss, [nearTies, 0], curve.Total);
        var read = Record.Exception(() => Sufficient.Of(curve, Curves.Band()));
        Assert.Equal(fits, read is null);
    }

    [Fact]
    public void Counts_must_fit()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new AccuracyBand(11, 1, 10, new ReadingSettings()));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AccuracyBand(1, 11, 10, new ReadingSettings()));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AccuracyBand(0, 0, 0, new ReadingSettings()));
    }
}
