using Harness.Report.Sections;

namespace Harness.Tests.Report.Sections;

public class ValueBandTests
{
    private static readonly double[][] Curves = [[1, 0.5], [0.8, 0.1], [0.6, 0.6]];

    [Fact]
    public void Of_seeds_it_is_the_range()
    {
        var band = ValueBand.Range(Curves);
        Assert.Equal([(1 + 0.8 + 0.6) / 3, (0.5 + 0.1 + 0.6) / 3], band.Mean, (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([0.6, 0.1], band.Low);
        Assert.Equal([1, 0.6], band.High);
    }

    [Fact]
    public void Of_random_orders_it_is_the_middle_ninety_percent()
    {
        // 21 curves 0, 1, …, 20: the 5 % quantile lies 0.05 * 20 = 1 place above the lowest.
        var band = ValueBand.Quantiles([.. Enumerable.Range(0, 21).Reverse().Select(value => new double[] { value })]);
        Assert.Equal((10, 1, 19), (band.Mean[0], Math.Round(band.Low[0], 12), Math.Round(band.High[0], 12)));
    }

    [Fact]
    public void A_quantile_lies_between_its_neighbours() =>
        // 0.25 * (3 - 1) = 0.5: halfway from the first to the second.
        Assert.Equal(1.5, ValueBand.Quantile([1, 2, 9], 0.25), 12);
}
