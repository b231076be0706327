using Engine.Measures;

namespace Engine.Tests.Measures;

public sealed class JointHistogramTests
{
    [Fact]
    public void Marginals_and_observed_symbols()
    {
        var histogram = Histograms.Rows([1, 0, 2], [0, 0, 0], [3, 0, 4]);

        Assert.Equal(10, histogram.Samples);
        Assert.Equal([3, 0, 7], histogram.BinCounts);
        Assert.Equal([4, 0, 6], histogram.ClassCounts);
        Assert.Equal((2, 2, 4), (histogram.ObservedBins, histogram.ObservedClasses, histogram.ObservedCells));
        Assert.Equal(4, histogram[2, 2]);
    }

    [Fact]
    public void No_sample_is_an_error() => Assert.Throws<ArgumentException>(() => new JointHistogram(2, 2, [0, 0, 0, 0]));

    [Fact]
    public void A_negative_count_is_named()
    {
        var error = Assert.Throws<ArgumentException>(() => new JointHistogram(2, 2, [1, 0, 0, -3]));
        Assert.Contains("bin 1, class 1: the count -3", error.Message);
    }

    [Fact]
    public void A_wrong_length_is_an_error() => Assert.Throws<ArgumentException>(() => new JointHistogram(2, 2, [1, 2, 3]));

    [Fact]
    public void More_samples_than_an_int_holds_are_an_error() =>
        Assert.Throws<ArgumentException>(() => new JointHistogram(2, 1, [int.MaxValue, 1]));
}
