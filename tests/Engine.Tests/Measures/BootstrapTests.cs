using Engine.Measures;
using Engine.Randomness;

namespace Engine.Tests.Measures;

public sealed class BootstrapTests
{
    private static readonly BootstrapSettings Settings = BootstrapSettings.WithSeed(1);

    [Fact]
    public void Covers_the_estimate_and_narrows_with_the_samples()
    {
        var small = Bootstrap.MutualInformation(Histograms.Rows([30, 10], [10, 30]), Settings, 0);
        var large = Bootstrap.MutualInformation(Histograms.Rows([3000, 1000], [1000, 3000]), Settings, 0);
        var estimate = MutualInformation.PlugIn(Histograms.Rows([30, 10], [10, 30]));
        Assert.InRange(estimate, small.Low, small.High);
        Assert.InRange(estimate, large.Low, large.High);
        // The width goes with 1 / sqrt(N): a tenth.
        Assert.InRange((large.High - large.Low) / (small.High - small.Low), 0.07, 0.13);
    }

    [Fact]
    public void Agrees_with_the_delta_method()
    {
        // Var(I) = Var(log2 p(t,y) / (p(t) p(y))) / N: cells 3/8 and 1/8 over 1/4, log2 1.5 and log2 0.5.
        var histogram = Histograms.Rows([3000, 1000], [1000, 3000]);
        var (likely, rare) = (Math.Log2(1.5), Math.Log2(0.5));
        var mean = (0.75 * likely) + (0.25 * rare);
        var deviation = Math.Sqrt(((0.75 * likely * likely) + (0.25 * rare * rare) - (mean * mean)) / 8000);
        var interval = Bootstrap.MutualInformation(histogram, new BootstrapSettings(4000, 0.95, 2), 0);
        Assert.Equal(1, (interval.High - interval.Low) / (2 * 1.96 * deviation), 0.06);
    }

    [Fact]
    public void A_constant_neuron_has_no_width() =>
        Assert.Equal(new ConfidenceInterval(0, 0), Bootstrap.MutualInformation(Histograms.Rows([5, 6, 7]), Settings, 0));

    [Fact]
    public void Seed_and_key_matter_and_nothing_else()
    {
        var histogram = Histograms.Rows([30, 10], [10, 30]);
        var interval = Bootstrap.MutualInformation(histogram, Settings, 3);
        Assert.Equal(interval, Bootstrap.MutualInformation(histogram, Settings, 3));
        Assert.NotEqual(interval, Bootstrap.MutualInformation(histogram, Settings, 4));
        Assert.NotEqual(interval, Bootstrap.MutualInformation(histogram, Settings with { Seed = 2 }, 3));
    }

    [Fact]
    public void A_wider_level_is_wider()
    {
        var histogram = Histograms.Rows([30, 10], [10, 30]);
        var (narrow, wide) = (
            Bootstrap.MutualInformation(histogram, Settings with { Level = 0.5 }, 0), Bootstrap.MutualInformation(histogram, Settings, 0));
        Assert.True(wide.Low < narrow.Low && narrow.High < wide.High);
    }

    [Fact]
    public void Settings_out_of_range()
    {
        var histogram = Histograms.Rows([1, 2], [3, 4]);
        Assert.Throws<ArgumentException>(() => Bootstrap.MutualInformation(histogram, Settings with { Resamples = 0 }, 0));
        Assert.Throws<ArgumentException>(() => Bootstrap.MutualInformation(histogram, Settings with { Level = 1 }, 0));
        Assert.Throws<ArgumentException>(() => Bootstrap.MutualInformation(histogram, Settings with { Level = double.NaN }, 0));
    }

    /// <summary>The intervals of many tables of one known distribution cover its information about as often as they say.</summary>
    [Fact]
    public void Covers_the_truth_at_its_level()
    {
        const int Tables = 300;
        const double Truth = 1 - 0.81127812445913283; // 1 - H(1/4)
        var covered = 0;
        for (var table = 0; table < Tables; table++)
        {
            var random = new RandomStream(8, RandomPurpose.DataGeneration, (ulong)table);
            var counts = new int[4];
            for (var i = 0; i < 800; i++)
            {
                var symbol = random.NextInt(2);
                counts[(symbol * 2) + (random.NextDouble() < 0.25 ? 1 - symbol : symbol)]++;
            }

            var interval = Bootstrap.MutualInformation(new JointHistogram(2, 2, counts), new BootstrapSettings(400, 0.95, 1), (ulong)table);
            covered += interval.Low <= Truth && Truth <= interval.High ? 1 : 0;
        }

        // 0.95 with a standard error of sqrt(0.95 * 0.05 / 300) = 0.013
        Assert.InRange((double)covered / Tables, 0.91, 0.99);
    }
}
