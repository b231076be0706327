using Engine.Measures;

namespace Engine.Tests.Measures;

public sealed class ActivationAccumulatorTests
{
    private const int Classes = 3;

    [Fact]
    public void By_hand()
    {
        // Outputs -1, 2, 5, 2 with classes 0, 1, 1, 0: mean 2, squared distances 9 + 0 + 9 + 0.
        var statistics = Accumulate([-1, 2, 5, 2], [0, 1, 1, 0], 1, 4)[0];
        Assert.Equal((4, 2.0, 18 / 4.0, 3 / 4.0), (statistics.Count, statistics.Mean, statistics.Variance, statistics.FractionActive));
        Assert.Equal((-1f, 5f, 5f), (statistics.Min, statistics.Max, statistics.MaxAbs));
        Assert.Equal([0.5, 3.5, double.NaN], statistics.ClassMeans);
        Assert.Equal([2, 2, 0], statistics.ClassCounts);
        Assert.False(statistics.Inactive);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(37)]
    public void Any_chunks_and_any_width_give_the_same_bits(int neurons)
    {
        var (activations, labels) = Data(neurons, 200);
        var whole = Accumulate(activations, labels, neurons, 200);
        foreach (var chunk in new[] { 1, 3, 64, 199 })
            AssertSame(whole, Accumulate(activations, labels, neurons, chunk));
        // A neuron alone takes the path without vectors.
        for (var neuron = 0; neuron < neurons; neuron++)
            AssertSame([whole[neuron]], Accumulate(Column(activations, neurons, neuron), labels, 1, 200));
    }

    [Fact]
    public void Agrees_with_two_passes()
    {
        var (activations, labels) = Data(5, 500);
        var statistics = Accumulate(activations, labels, 5, 64);
        for (var neuron = 0; neuron < 5; neuron++)
        {
            var outputs = Column(activations, 5, neuron).Select(output => (double)output).ToArray();
            var mean = outputs.Average();
            Assert.Equal(mean, statistics[neuron].Mean, 1e-13);
            Assert.Equal(outputs.Average(output => (output - mean) * (output - mean)), statistics[neuron].Variance, 1e-13);
            for (var label = 0; label < Classes; label++)
                Assert.Equal(outputs.Where((_, i) => labels[i] == label).Average(), statistics[neuron].ClassMeans[label], 1e-13);
        }
    }

    [Fact]
    public void A_large_mean_costs_no_digits()
    {
        // 10^6 +- 1/16: variance 1/256, of which a difference of squares near 10^12 keeps few digits.
        var outputs = Enumerable.Range(0, 1000).Select(i => 1e6f + (i % 2 == 0 ? 0.0625f : -0.0625f)).ToArray();
        Assert.Equal(1 / 256.0, Accumulate(outputs, new byte[1000], 1, 100)[0].Variance, 1e-15);
    }

    [Fact]
    public void A_constant_neuron_varies_exactly_zero()
    {
        var statistics = Accumulate([.. Enumerable.Repeat(0.1f, 999)], new byte[999], 1, 100)[0];
        Assert.Equal(0, statistics.Variance);
        Assert.Equal(0.1f, statistics.Mean, 1e-16);
    }

    [Fact]
    public void Inactive_is_zero_everywhere()
    {
        var statistics = Accumulate([0, -0f, 0, 1e-45f], [0, 1], 2, 1);
        Assert.Equal([true, false], statistics.Select(neuron => neuron.Inactive));
        Assert.False(float.IsNegative(statistics[0].Min));
    }

    [Fact]
    public void Merged_halves_agree_with_the_whole()
    {
        var (activations, labels) = Data(11, 300);
        var whole = Accumulate(activations, labels, 11, 300);
        var (first, second) = (new ActivationAccumulator(11, Classes, 0), new ActivationAccumulator(11, Classes, 0));
        first.Add(activations.AsSpan(0, 100 * 11), labels.AsSpan(0, 100));
        second.Add(activations.AsSpan(100 * 11), labels.AsSpan(100));
        var empty = new ActivationAccumulator(11, Classes, 0);
        empty.Append(first);
        empty.Append(second);
        foreach (var (expected, actual) in whole.Zip(empty.Results()))
        {
            Assert.Equal(
                (expected.Count, expected.Min, expected.Max, expected.FractionActive),
                (actual.Count, actual.Min, actual.Max, actual.FractionActive));
            Assert.Equal(expected.Mean, actual.Mean, 1e-13);
            Assert.Equal(expected.Variance, actual.Variance, 1e-12);
            Assert.Equal(expected.ClassMeans[2], actual.ClassMeans[2], 1e-13);
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void What_is_not_finite_is_named(float output)
    {
        foreach (var place in new[] { 0, 4 })
        {
            var activations = new float[12 * 3];
            activations[(place * 3) + 2] = output;
            var error = Assert.Throws<InvalidOperationException>(() => Accumulate(activations, new byte[12], 3, 5));
            Assert.Contains("neuron 2", error.Message);
        }
    }

    [Fact]
    public void Bad_input()
    {
        var accumulator = new ActivationAccumulator(2, Classes, 0);
        Assert.Throws<InvalidOperationException>(() => accumulator.Results());
        Assert.Throws<ArgumentException>(() => accumulator.Add([1, 2, 3], [0]));
        Assert.Throws<ArgumentException>(() => accumulator.Add([1, 2], [3]));
        Assert.Throws<ArgumentException>(() => accumulator.Append(new ActivationAccumulator(3, Classes, 0)));
    }

    private static ActivationStatistics[] Accumulate(float[] activations, byte[] labels, int neurons, int chunk)
    {
        var accumulator = new ActivationAccumulator(neurons, Classes, 0);
        for (var first = 0; first < labels.Length; first += chunk)
        {
            var count = Math.Min(chunk, labels.Length - first);
            accumulator.Add(activations.AsSpan(first * neurons, count * neurons), labels.AsSpan(first, count));
        }

        return accumulator.Results();
    }

    private static (float[] Activations, byte[] Labels) Data(int neurons, int samples)
    {
        var random = new Random(3);
        return (
            [.. Enumerable.Range(0, neurons * samples).Select(_ => (float)(random.NextDouble() - 0.4))],
            [.. Enumerable.Range(0, samples).Select(_ => (byte)random.Next(Classes))]);
    }

    private static float[] Column(float[] activations, int neurons, int neuron) => [.. activations.Where((_, i) => i % neurons == neuron)];

    private static void AssertSame(ActivationStatistics[] expected, ActivationStatistics[] actual)
    {
        foreach (var (one, other) in expected.Zip(actual))
        {
            Assert.Equal(one.ClassMeans, other.ClassMeans);
            Assert.Equal(one with { ClassMeans = [], ClassCounts = [] }, other with { ClassMeans = [], ClassCounts = [] });
        }
    }
}
