using Engine.Measures;

namespace Engine.Tests.Measures;

public sealed class ClassDivergenceTests
{
    [Fact]
    public void A_class_without_samples_is_an_error()
    {
        var error = Assert.Throws<ArgumentException>(() => ClassDivergence.Of(Histograms.Rows([1, 0], [2, 0]), 1));
        Assert.Contains("class 1", error.Message);
    }

    [Fact]
    public void A_rare_symbol_keeps_its_digits()
    {
        // Class 1 is one sample of 2^20, alone in its bin: log2(2^20) = 20.
        Assert.Equal(20, ClassDivergence.Of(Histograms.Rows([(1 << 20) - 1, 0], [0, 1]), 1), 1e-14);
    }

    [Fact]
    public void All_classes_together_give_what_each_gives_alone()
    {
        Histograms.ForRandom(500, (histogram, _) =>
        {
            var all = ClassDivergence.OfAll(histogram);
            for (var label = 0; label < histogram.Classes; label++)
            {
                if (histogram.ClassCounts[label] == 0)
                    Assert.Equal(double.NegativeInfinity, all[label]);
                else
                    Assert.Equal(ClassDivergence.Of(histogram, label), all[label], 1e-14);
            }
        });
    }

    [Fact]
    public void All_classes_together_are_exactly_0_at_independence()
    {
        // 7 x 13 cells in the proportion of their margins, one class without samples.
        var rows = Enumerable.Range(0, 7)
            .Select(bin => Enumerable.Range(0, 13).Select(label => (bin + 1) * label * 977).ToArray()).ToArray();
        var all = ClassDivergence.OfAll(Histograms.Rows(rows));
        Assert.Equal(double.NegativeInfinity, all[0]);
        Assert.All(all[1..], divergence => Assert.Equal(0, divergence));
    }

    /// <summary>
    /// Every proportion of a cell to what independence makes of it, from a fraction of a part in a million to a thousand times.
    /// </summary>
    [Fact]
    public void In_lanes_even_the_smallest_divergence_keeps_its_digits()
    {
        for (var excess = 1; excess < 1 << 20; excess += (excess / 7) + 1)
        {
            // Four classes of 2^20 samples; the first has `excess` more in bin 1 than its share.
            const int half = 1 << 19;
            var histogram = Histograms.Rows(
                [half - Math.Min(excess, half), half, half, half], [half + Math.Min(excess, half), half, half, 1 + (excess / 3)]);
            var all = ClassDivergence.OfAll(histogram);
            for (var label = 0; label < 4; label++)
            {
                var alone = ClassDivergence.Of(histogram, label);
                Assert.Equal(alone, all[label], 1e-13 * alone);
            }
        }
    }

    [Theory]
    [InlineData(1 << 26)]
    [InlineData((1 << 26) + 2)]
    public void As_many_samples_as_float64_counts_exactly_and_more_agree(int samples)
    {
        // One class is all of bin 1 but one sample: D of class 0 (all in bin 0) is log2(samples / (half + 1)).
        var half = samples / 2;
        var histogram = Histograms.Rows([half, 1], [0, samples - half - 1]);
        Assert.Equal(Math.Log2((double)samples / (half + 1)), ClassDivergence.OfAll(histogram)[0], 1e-14);
        Assert.Equal(ClassDivergence.Of(histogram, 1), ClassDivergence.OfAll(histogram)[1], 1e-14);
    }
}
