using System.Diagnostics;
using Engine.Measures;
using Engine.Randomness;

namespace Engine.Tests.Measures;

public sealed class PermutationNullTests(ITestOutputHelper output)
{
    private const int Classes = 10;

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(16)]
    [InlineData(256)]
    public void Agrees_with_the_estimators_on_permuted_labels(int bins)
    {
        var (codes, labels) = Data(3, 501, bins, Classes, 0.1);
        var settings = new PermutationSettings(19, 4);
        var results = PermutationNull.Estimate(codes, labels, Classes, settings);
        for (var neuron = 0; neuron < codes.Neurons; neuron++)
        {
            var observed = Histogram(codes.Of(neuron), labels, bins);
            var nulls = Enumerable.Range(0, settings.Count)
                .Select(i => Histogram(codes.Of(neuron), Permute(labels, settings.Seed, i), bins)).ToArray();
            var information = nulls.Select(MutualInformation.PlugIn).ToArray();
            var selectivity = nulls.Select(histogram => KlSelectivity.Of(histogram).Value).ToArray();
            Assert.Equal(information.Average(), results[neuron].NullMean, 1e-11);
            Assert.Equal(selectivity.Average(), results[neuron].KlNullMean, 1e-11);
            Assert.Equal(
                (1.0 + information.Count(bits => bits >= MutualInformation.PlugIn(observed) - 1e-11)) / 20, results[neuron].PValue);
            Assert.Equal(
                (1.0 + selectivity.Count(bits => bits >= KlSelectivity.Of(observed).Value - 1e-11)) / 20, results[neuron].KlPValue);
        }
    }

    [Fact]
    public void Two_bins_counted_as_bits_or_as_codes_agree()
    {
        var (codes, labels) = Data(5, 1000, 2, Classes, 0.05);
        var asThree = new NeuronCodes([.. Enumerable.Range(0, 5).Select(neuron => codes.Of(neuron).ToArray())], [3, 3, 3, 3, 3]);
        Assert.Equal(
            PermutationNull.Estimate(codes, labels, Classes, new PermutationSettings(50, 1))
                .Select(result => (result.PValue, result.KlPValue)),
            PermutationNull.Estimate(asThree, labels, Classes, new PermutationSettings(50, 1))
                .Select(result => (result.PValue, result.KlPValue)));
    }

    [Fact]
    public void Does_not_depend_on_threads_or_on_the_other_neurons()
    {
        var (codes, labels) = Data(40, 300, 4, Classes, 0.2);
        var settings = new PermutationSettings(30, 9);
        var all = PermutationNull.Estimate(codes, labels, Classes, settings);
        Assert.Equal(all, PermutationNull.Estimate(codes, labels, Classes, settings, threads: 2));
        var alone = new NeuronCodes([codes.Of(33).ToArray()], [4]);
        Assert.Equal(all[33], PermutationNull.Estimate(alone, labels, Classes, settings)[0]);
    }

    [Fact]
    public void The_seed_matters()
    {
        var (codes, labels) = Data(1, 300, 4, Classes, 0.2);
        Assert.NotEqual(
            PermutationNull.Estimate(codes, labels, Classes, new PermutationSettings(30, 1)),
            PermutationNull.Estimate(codes, labels, Classes, new PermutationSettings(30, 2)));
    }

    [Fact]
    public void A_constant_neuron_has_p_one()
    {
        var codes = new NeuronCodes([new byte[50], new byte[50]], [2, 1]);
        var labels = Enumerable.Range(0, 50).Select(i => (byte)(i % 3)).ToArray();
        Assert.All(
            PermutationNull.Estimate(codes, labels, 3, new PermutationSettings(20, 0)),
            result => Assert.Equal(new PermutationResult(0, 1, 0, 1), result));
    }

    [Fact]
    public void One_class_alone_has_p_one()
    {
        var codes = new NeuronCodes([[0, 1, 1, 0]], [2]);
        var result = PermutationNull.Estimate(codes, new byte[4], 1, new PermutationSettings(20, 0))[0];
        Assert.Equal((1.0, 1.0), (result.PValue, result.KlPValue));
        Assert.Equal(0, result.NullMean, 1e-15);
    }

    [Fact]
    public void A_perfect_neuron_has_the_smallest_p()
    {
        var labels = Enumerable.Range(0, 200).Select(i => (byte)(i % 4)).ToArray();
        var codes = new NeuronCodes([[.. labels]], [4]);
        var result = PermutationNull.Estimate(codes, labels, 4, new PermutationSettings(99, 0))[0];
        Assert.Equal((0.01, 0.01), (result.PValue, result.KlPValue));
    }

    [Fact]
    public void Ties_that_only_rounding_could_break_count_as_reached()
    {
        // Two samples of each class, one active: every permutation gives class 0 or class 1 the active sample, and both are as informative.
        var codes = new NeuronCodes([[1, 0, 0, 0]], [2]);
        var result = PermutationNull.Estimate(codes, [0, 0, 1, 1], 2, new PermutationSettings(64, 3))[0];
        Assert.Equal((1.0, 1.0), (result.PValue, result.KlPValue));
    }

    [Theory]
    [InlineData(2, 10)]
    [InlineData(4, 10)]
    [InlineData(8, 3)]
    public void The_null_mean_is_within_three_standard_errors_of_theory(int bins, int classes)
    {
        // At independence 2 N ln2 I is nearly chi-squared: mean (|T|-1)(|Y|-1), variance twice that. The next term of the mean,
        // (sum 1/p_t - 1)(sum 1/p_y - 1) / (6 N) nats^-1 relative to it, is below 1% here and taken along.
        const int Samples = 4000, Permutations = 2000;
        var (codes, labels) = Data(1, Samples, bins, classes, 0);
        var result = PermutationNull.Estimate(codes, labels, classes, new PermutationSettings(Permutations, 5))[0];
        var degrees = (bins - 1.0) * (classes - 1);
        var histogram = Histogram(codes.Of(0), labels, bins, classes);
        double Spread(ReadOnlySpan<int> counts)
        {
            var sum = -1.0;
            foreach (var count in counts)
                sum += (double)Samples / count;
            return sum;
        }

        var correction = Spread(histogram.BinCounts) * Spread(histogram.ClassCounts) / (6.0 * Samples * degrees);
        Assert.InRange(correction, 0, 0.05);
        var theory = degrees * (1 + correction) / (2 * Samples * Math.Log(2));
        var standardError = Math.Sqrt(2 * degrees) / (2 * Samples * Math.Log(2)) / Math.Sqrt(Permutations);
        Assert.InRange((result.NullMean - theory) / standardError, -3, 3);
    }

    [Fact]
    public void Independent_neurons_have_uniform_p_values_near_those_of_chi_squared()
    {
        var (codes, labels) = Data(400, 1000, 2, Classes, 0);
        var results = PermutationNull.Estimate(codes, labels, Classes, new PermutationSettings(199, 6));
        // A mean of 400 uniform numbers: standard error sqrt(1 / 12 / 400) = 0.0144.
        Assert.InRange(results.Average(result => result.PValue), 0.45, 0.55);
        Assert.InRange(results.Average(result => result.KlPValue), 0.45, 0.55);
        for (var neuron = 0; neuron < codes.Neurons; neuron++)
        {
            var histogram = Histogram(codes.Of(neuron), labels, 2);
            var p = ChiSquaredTest.PValue(histogram, MutualInformation.PlugIn(histogram));
            // 199 permutations estimate p with a standard error of at most sqrt(1/4/199) = 0.035.
            Assert.Equal(p, results[neuron].PValue, 0.16);
        }
    }

    [Fact]
    public void Bad_input()
    {
        var codes = new NeuronCodes([new byte[4]], [2]);
        Assert.Throws<ArgumentException>(() => PermutationNull.Estimate(codes, new byte[3], 2, new PermutationSettings(10, 0)));
        Assert.Throws<ArgumentException>(() => PermutationNull.Estimate(codes, [0, 1, 2, 0], 2, new PermutationSettings(10, 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => PermutationNull.Estimate(codes, new byte[4], 2, new PermutationSettings(0, 0)));
    }

    /// <summary>Run it by name, in a release build, to see the times that the documentation quotes.</summary>
    [Theory(Explicit = true)]
    [InlineData(1500, 2)]
    [InlineData(150, 16)]
    [InlineData(150, 256)]
    public void Takes_seconds(int neurons, int bins)
    {
        var (codes, labels) = Data(neurons, 10_000, bins, Classes, 0.05);
        var clock = Stopwatch.StartNew();
        PermutationNull.Estimate(codes, labels, Classes, new PermutationSettings(200, 0));
        output.WriteLine(
            $"{neurons} neurons of {bins} bins, 10,000 samples, 200 permutations, one thread: {clock.Elapsed.TotalSeconds:0.00} s");
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), $"took {clock.Elapsed}");
    }

    private static (NeuronCodes Codes, byte[] Labels) Data(int neurons, int samples, int bins, int classes, double strength)
    {
        var random = new Random(17);
        var labels = Enumerable.Range(0, samples).Select(_ => (byte)random.Next(classes)).ToArray();
        var codes = new byte[neurons * samples];
        for (var i = 0; i < codes.Length; i++)
            codes[i] = (byte)(random.NextDouble() < strength ? labels[i % samples] % bins : random.Next(bins));
        return (new NeuronCodes([.. codes.Chunk(samples)], [.. Enumerable.Repeat(bins, neurons)]), labels);
    }

    private static byte[] Permute(byte[] labels, ulong seed, int index) =>
        [.. new RandomStream(seed, RandomPurpose.PermutationNull, (ulong)index).Permutation(labels.Length).Select(from => labels[from])];

    private static JointHistogram Histogram(ReadOnlySpan<byte> codes, byte[] labels, int bins, int classes = Classes)
    {
        var counts = new int[bins * classes];
        for (var i = 0; i < codes.Length; i++)
            counts[(codes[i] * classes) + labels[i]]++;
        return new JointHistogram(bins, classes, counts);
    }
}
