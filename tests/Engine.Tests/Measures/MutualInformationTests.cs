using Engine.Measures;

namespace Engine.Tests.Measures;

public sealed class MutualInformationTests
{
    private static double H(double p) => p is 0 or 1 ? 0 : -(p * Math.Log2(p)) - ((1 - p) * Math.Log2(1 - p));

    [Fact]
    public void Fires_for_exactly_one_class_of_ten()
    {
        // T is a function of Y, so I = H(T) = H(1/10).
        var histogram = Histograms.OneBit(100, 0, 0, 0, 100, 0, 0, 0, 0, 0, 0);
        Assert.Equal(H(0.1), MutualInformation.PlugIn(histogram), 1e-14);
        Assert.Equal(0.468996, MutualInformation.PlugIn(histogram), 5e-7);
    }

    [Fact]
    public void Fires_for_exactly_five_classes_of_ten() =>
        Assert.Equal(1, MutualInformation.PlugIn(Histograms.OneBit(100, 100, 100, 100, 100, 100, 0, 0, 0, 0, 0)), 1e-14);

    [Fact]
    public void A_constant_neuron_says_nothing_exactly() =>
        Assert.Equal(0, MutualInformation.PlugIn(Histograms.OneBit(100, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)));

    [Fact]
    public void Nine_in_ten_for_one_class_one_in_ten_for_the_others()
    {
        // P(t) = (0.9 + 9 * 0.1) / 10 = 0.18; H(T|Y) = H(0.1) for every class.
        var histogram = Histograms.OneBit(100, 90, 10, 10, 10, 10, 10, 10, 10, 10, 10);
        Assert.Equal(H(0.18) - H(0.1), MutualInformation.PlugIn(histogram), 1e-14);
        Assert.Equal(0.680077, Entropy.OfBins(histogram), 5e-7);
        Assert.Equal(0.211081, MutualInformation.PlugIn(histogram), 5e-7);
    }

    [Fact]
    public void Binary_symmetric_channel()
    {
        // Equal inputs, crossover 1/4: I = 1 - H(1/4).
        var histogram = Histograms.Rows([30, 10], [10, 30]);
        Assert.Equal(1 - H(0.25), MutualInformation.PlugIn(histogram), 1e-14);
    }

    [Fact]
    public void Exactly_zero_for_independent_columns()
    {
        // n[t, y] = a[t] b[y]: an outer product has independent marginals.
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var rows = Weights(random);
            var columns = Weights(random);
            var histogram = Histograms.Rows([.. rows.Select(row => columns.Select(column => row * column).ToArray())]);
            Assert.Equal(0, MutualInformation.PlugIn(histogram));
            Assert.Equal(0, KlSelectivity.Of(histogram).Value);
        }
    }

    [Fact]
    public void Unchanged_by_relabelling_bins_or_classes() => Histograms.ForRandom(200, (histogram, random) =>
    {
        var bins = Enumerable.Range(0, histogram.Bins).OrderBy(_ => random.Next()).ToArray();
        var classes = Enumerable.Range(0, histogram.Classes).OrderBy(_ => random.Next()).ToArray();
        var relabelled = Histograms.Rows([.. bins.Select(bin => classes.Select(label => histogram[bin, label]).ToArray())]);
        Assert.Equal(MutualInformation.PlugIn(histogram), MutualInformation.PlugIn(relabelled), 1e-14);
        Assert.Equal(KlSelectivity.Of(histogram).Value, KlSelectivity.Of(relabelled).Value, 1e-14);
    });

    [Fact]
    public void Is_the_entropies_less_the_joint_entropy() => Histograms.ForRandom(200, (histogram, _) =>
        Assert.Equal(
            Entropy.OfBins(histogram) + Entropy.OfClasses(histogram) - Entropy.Of(histogram.Counts),
            MutualInformation.PlugIn(histogram),
            1e-13));

    [Fact]
    public void Never_grows_when_bins_are_merged() => Histograms.ForRandom(200, (histogram, _) =>
    {
        if (histogram.Bins < 2)
            return;
        var rows = Enumerable.Range(0, histogram.Bins)
            .Select(bin => Enumerable.Range(0, histogram.Classes).Select(label => histogram[bin, label]).ToArray()).ToArray();
        int[][] merged = [[.. rows[0].Zip(rows[1], (a, b) => a + b)], .. rows[2..]];
        Assert.True(MutualInformation.PlugIn(Histograms.Rows(merged)) <= MutualInformation.PlugIn(histogram) + 1e-14);
    });

    [Fact]
    public void Never_negative_even_next_to_independence()
    {
        // One sample moved between the cells of 2^30: I is about 10^-18 bits, far below the rounding of its terms.
        const int Quarter = 1 << 28;
        var information = MutualInformation.PlugIn(Histograms.Rows([Quarter + 1, Quarter - 1], [Quarter - 1, Quarter + 1]));
        // With cells (1 +- d) / 4: I = ((1+d) ln(1+d) + (1-d) ln(1-d)) / (2 ln 2) = d^2 / (2 ln 2) to first order.
        Assert.Equal(1, information / (Math.Pow(1.0 / Quarter, 2) / (2 * Math.Log(2))), 1e-12);
    }

    [Fact]
    public void One_sample_says_nothing() => Assert.Equal(0, MutualInformation.PlugIn(Histograms.Rows([0, 1, 0])));

    private static int[] Weights(Random random) => [.. Enumerable.Range(0, random.Next(1, 8)).Select(_ => random.Next(0, 30)), 1];
}
