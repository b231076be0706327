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

    [Fact]
    public void A_curve_may_start_elsewhere_and_must_be_of_as_many_samples()
    {
        // Kept from 884 up: step 1 is, step 2 is not.
        Assert.Equal(1, Plateau.Of(Curves.Ascending(897, 890, 880), Curves.Band()).Value);
        Assert.Throws<ArgumentException>(
            () => Plateau.Of(Curves.Ascending(897, 890), new AccuracyBand(90, 10, 100, new ReadingSettings())));
    }

    [Fact]
    public void Counts_must_fit()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new AccuracyBand(11, 1, 10, new ReadingSettings()));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AccuracyBand(1, 11, 10, new ReadingSettings()));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AccuracyBand(0, 0, 0, new ReadingSettings()));
    }
}
