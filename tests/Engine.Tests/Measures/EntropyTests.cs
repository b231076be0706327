using Engine.Measures;

namespace Engine.Tests.Measures;

public sealed class EntropyTests
{
    [Fact]
    public void One_class_in_ten() =>
        Assert.Equal(-(0.1 * Math.Log2(0.1)) - (0.9 * Math.Log2(0.9)), Entropy.Of([10, 90]), 1e-14);

    [Fact]
    public void Uniform_over_n_symbols_is_log_n()
    {
        for (var n = 1; n <= 300; n++)
            Assert.Equal(Math.Log2(n), Entropy.Of(Enumerable.Repeat(7, n).ToArray()), 1e-13);
    }

    [Fact]
    public void A_constant_has_none_exactly() => Assert.Equal(0, Entropy.Of([0, 12, 0]));

    [Fact]
    public void Of_bins_and_of_classes()
    {
        var histogram = Histograms.Rows([1, 1, 1, 1], [1, 1, 1, 1]);
        Assert.Equal(1, Entropy.OfBins(histogram), 1e-15);
        Assert.Equal(2, Entropy.OfClasses(histogram), 1e-15);
    }

    [Fact]
    public void No_sample_is_an_error() => Assert.Throws<ArgumentException>(() => Entropy.Of([0, 0]));
}
