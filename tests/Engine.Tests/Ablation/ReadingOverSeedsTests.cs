using Engine.Ablation;
using Engine.Measures;

namespace Engine.Tests.Ablation;

public sealed class ReadingOverSeedsTests
{
    [Theory]
    [InlineData("sufficient", 0, 30)]
    [InlineData("sufficient_2", 0, 30)]
    [InlineData("redundant_low_10", 0, 30)]
    [InlineData("effectively_inactive", 0, 30)]
    [InlineData("intact_accuracy", 0, 1)]
    [InlineData("simpson_pooled_all", -1, 1)]
    [InlineData("simpson_pooled_all_p", 0, 1)]
    [InlineData("area_vs_random_rank", 1, 21)]
    [InlineData("reversal_decided", 0, 1)]
    [InlineData("reversal_last_share", 0, 50)]
    [InlineData("interaction_max", 0, double.PositiveInfinity)]
    [InlineData("interaction_min", double.NegativeInfinity, 0)]
    [InlineData("area_vs_random", double.NegativeInfinity, double.PositiveInfinity)]
    [InlineData("vs_random_20", double.NegativeInfinity, double.PositiveInfinity)]
    public void A_reading_lies_in_its_range(string name, double least, double most) =>
        Assert.Equal(new ValueRange(least, most), ReadingOverSeeds.Range(name, 30, randoms: 20));

    [Fact]
    public void What_is_counted_has_no_upper_end_where_its_number_is_not_known()
    {
        Assert.Equal(new ValueRange(0, double.PositiveInfinity), ReadingOverSeeds.Range("inactive", null, null));
        Assert.Equal(new ValueRange(1, double.PositiveInfinity), ReadingOverSeeds.Range("area_vs_random_rank", null, null));
    }

    [Theory]
    [InlineData("destroying", new double[] { -1, 5, double.NaN, 8 }, new double[] { 5, 8 })]
    [InlineData("destroying", new double[] { -1, -1 }, new double[] { -1, -1 })]
    [InlineData("area_vs_random", new double[] { -1, 5 }, new double[] { -1, 5 })]
    [InlineData("inactive", new double[] { double.NaN }, new double[0])]
    public void Never_is_no_number_of_neurons(string name, double[] values, double[] counted) =>
        Assert.Equal(counted, ReadingOverSeeds.Counted(name, values));
}
