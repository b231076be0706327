using Engine.Measures;

namespace Engine.Tests.Measures;

public sealed class KlSelectivityTests
{
    [Fact]
    public void Fires_for_exactly_one_class_of_ten()
    {
        // Given the class P(t) = 1, over all 1/10: log2 10.
        var selectivity = KlSelectivity.Of(Histograms.OneBit(100, 0, 0, 0, 100, 0, 0, 0, 0, 0, 0));
        Assert.Equal(Math.Log2(10), selectivity.Value, 1e-14);
        Assert.Equal(3, selectivity.Class);
    }

    [Fact]
    public void Fires_for_exactly_five_classes_and_the_lowest_wins()
    {
        // Every class: log2(1 / (1/2)) = 1.
        var selectivity = KlSelectivity.Of(Histograms.OneBit(100, 0, 100, 100, 100, 100, 100, 0, 0, 0, 0));
        Assert.Equal(1, selectivity.Value, 1e-14);
        Assert.Equal(0, selectivity.Class);
    }

    [Fact]
    public void A_constant_neuron_has_none_and_no_class() =>
        Assert.Equal(new Selectivity(0, -1), KlSelectivity.Of(Histograms.OneBit(100, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)));

    [Fact]
    public void Nine_in_ten_for_one_class_one_in_ten_for_the_others()
    {
        // 0.9 log2(0.9 / 0.18) + 0.1 log2(0.1 / 0.82)
        var selectivity = KlSelectivity.Of(Histograms.OneBit(100, 10, 10, 10, 10, 10, 10, 10, 90, 10, 10));
        Assert.Equal((0.9 * Math.Log2(5)) + (0.1 * Math.Log2(0.1 / 0.82)), selectivity.Value, 1e-14);
        Assert.Equal(1.786173, selectivity.Value, 5e-7);
        Assert.Equal(7, selectivity.Class);
    }

    [Fact]
    public void A_tie_that_rounding_could_break_goes_to_the_lowest()
    {
        // Three bins, two classes of mirrored counts: both divergences are the same sum in another order.
        for (var a = 1; a < 40; a++)
            Assert.Equal(0, KlSelectivity.Of(Histograms.Rows([a, 53], [17, 17], [53, a])).Class);
    }

    [Fact]
    public void A_class_without_samples_is_left_out()
    {
        var with = KlSelectivity.Of(Histograms.Rows([10, 0, 30], [30, 0, 10]));
        var without = KlSelectivity.Of(Histograms.Rows([10, 30], [30, 10]));
        Assert.Equal(without.Value, with.Value, 1e-15);
        Assert.Equal(0, with.Class);
    }

    [Fact]
    public void Information_is_the_mean_of_the_divergences() => Histograms.ForRandom(100, (histogram, _) =>
    {
        var mean = Enumerable.Range(0, histogram.Classes).Where(label => histogram.ClassCounts[label] > 0)
            .Sum(label => ClassDivergence.Of(histogram, label) * histogram.ClassCounts[label] / histogram.Samples);
        Assert.Equal(mean, MutualInformation.PlugIn(histogram), 1e-14);
    });

    [Fact]
    public void The_divergence_is_its_definition() => Histograms.ForRandom(100, (histogram, _) =>
    {
        for (var label = 0; label < histogram.Classes; label++)
        {
            if (histogram.ClassCounts[label] == 0)
                continue;
            var sum = 0.0;
            for (var bin = 0; bin < histogram.Bins; bin++)
            {
                var (given, all) = (
                    (double)histogram[bin, label] / histogram.ClassCounts[label], (double)histogram.BinCounts[bin] / histogram.Samples);
                sum += given == 0 ? 0 : given * Math.Log2(given / all);
            }

            Assert.Equal(sum, ClassDivergence.Of(histogram, label), 1e-13);
        }
    });
}
