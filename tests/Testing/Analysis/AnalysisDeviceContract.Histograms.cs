using Engine.Analysis;
using Engine.Measures;
using Engine.Networks;
using Engine.Randomness;

namespace Testing.Analysis;

/// <summary>Joint histograms of given activations equal the reference's to the last count.</summary>
public abstract partial class AnalysisDeviceContract
{
    private static readonly string[] Rules =
    [
        "one-bit", "uniform-1", "uniform-3", "uniform-8", "quantile-2", "quantile-8", "zero-uniform-1", "zero-uniform-5",
        "robust-uniform-8", "robust-zero-uniform-5",
    ];

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 4095)]
    [InlineData(255, 4096)]
    [InlineData(256, 4097)]
    [InlineData(257, 1)]
    [InlineData(1500, 300)]
    public void Histograms_of_every_size(int neurons, int samples)
    {
        var activations = Activations(samples, neurons);
        var oneBit = Enumerable.Repeat(new Quantizer(QuantizerRule.OneBit, [0]), neurons).ToArray();
        Compare(activations, 10, oneBit);
        // Neighbours with different numbers of bins.
        Compare(
            activations,
            10,
            [.. Enumerable.Range(0, neurons).Select(neuron => Fit(Rules[neuron % Rules.Length], Column(activations, neurons, neuron)))]);
    }

    [Theory]
    [InlineData("one-bit")]
    [InlineData("uniform-1")]
    [InlineData("uniform-3")]
    [InlineData("uniform-8")]
    [InlineData("quantile-2")]
    [InlineData("quantile-8")]
    [InlineData("zero-uniform-1")]
    [InlineData("zero-uniform-5")]
    public void Histograms_of_every_quantizer(string rule)
    {
        const int neurons = 19;
        var activations = Activations(700, neurons);
        Compare(activations, 3, [.. Enumerable.Range(0, neurons).Select(neuron => Fit(rule, Column(activations, neurons, neuron)))]);
    }

    /// <summary>More samples of a class than a byte counts, and neurons that fill no tile.</summary>
    [Theory]
    [InlineData("uniform-5")]
    [InlineData("uniform-8")]
    [InlineData("quantile-3")]
    [InlineData("zero-uniform-5")]
    public void Histograms_of_many_samples_and_neurons(string rule)
    {
        const int neurons = 173;
        var activations = Activations(1400, neurons);
        Compare(activations, 2, [.. Enumerable.Range(0, neurons).Select(neuron => Fit(rule, Column(activations, neurons, neuron)))]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(40)]
    [InlineData(255)]
    [InlineData(256)]
    public void Histograms_of_any_number_of_classes(int classes)
    {
        var activations = Activations(600, 9);
        Compare(activations, classes, [.. Enumerable.Repeat(new Quantizer(QuantizerRule.OneBit, [0]), 9)]);
        Compare(activations, classes, [.. Enumerable.Repeat(new Quantizer(new QuantizerRule(QuantizerKind.Uniform, 2), [-1, 0, 1]), 9)]);
    }

    /// <summary>More counts of two bins than are held at a time.</summary>
    [Fact]
    public void Histograms_of_many_classes_and_neurons() =>
        Compare(Activations(600, 300), 256, [.. Enumerable.Repeat(new Quantizer(QuantizerRule.OneBit, [0]), 300)]);

    /// <summary>An output on an edge is not above it; both zeros are one number; what is infinite falls into the first or last
    /// bin.</summary>
    [Theory]
    [InlineData(new[] { 0f }, new[] { 3, 3 })]
    [InlineData(new[] { 0.5f }, new[] { 5, 1 })]
    [InlineData(new[] { -1f, 0f, 0.5f }, new[] { 1, 2, 2, 1 })]
    public void Values_on_edges_and_beyond_all_edges(float[] edges, int[] expected)
    {
        float[] values = [float.NegativeInfinity, -0f, 0f, float.Epsilon, 0.5f, float.PositiveInfinity];
        var quantizer = new Quantizer(new QuantizerRule(QuantizerKind.Uniform, 2), edges);
        for (var neurons = 1; neurons <= 33; neurons += 16)
        {
            float[] activations = [.. values.SelectMany(value => Enumerable.Repeat(value, neurons))];
            var counts = Counter.CountJointHistograms(
                activations, new byte[values.Length], 1, [.. Enumerable.Repeat(quantizer, neurons)], Ample);
            Assert.All(counts, count => Assert.Equal(expected, count));
        }
    }

    /// <summary>A symbol found by a multiplication is wrong first beside an edge, and far from all of them.</summary>
    [Theory]
    [InlineData(0f, 0.37f, 3)]
    [InlineData(-1.3f, 2.9f, 31)]
    [InlineData(100f, 101f, 31)]
    [InlineData(0f, 1e-30f, 255)]
    [InlineData(-1e30f, 1e30f, 255)]
    public void Values_next_to_even_edges_and_far_away(float first, float last, int edges)
    {
        var even = Enumerable.Range(0, edges).Select(edge => (float)(first + (((double)last - first) * edge / (edges - 1)))).ToArray();
        float[] far = [float.MinValue, -1e20f, -1, 0, float.Epsilon, 1, 1e20f, float.MaxValue];
        float[] values =
            [.. even, .. even.Select(float.BitIncrement), .. even.Select(float.BitDecrement), .. even.Select(edge => 2 * edge), .. far];
        Compare(
            [.. values.SelectMany(value => Enumerable.Repeat(value, 35))],
            2,
            [.. Enumerable.Repeat(new Quantizer(new QuantizerRule(QuantizerKind.Uniform, 8), even), 35)]);
    }

    [Fact]
    public void More_samples_of_a_bin_than_16_bits_count()
    {
        var quantizer = new Quantizer(new QuantizerRule(QuantizerKind.Uniform, 2), [0, 1, 2]);
        float[] activations = [.. Enumerable.Range(0, 140_000).SelectMany(sample => new[] { 0.5f, sample % 70_001 })];
        Compare(activations, 1, [quantizer, quantizer]);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(20, 13)]
    [InlineData(300, 299)]
    public void NaN_is_refused_and_its_neuron_named(int neurons, int wrong)
    {
        var activations = Activations(50, neurons);
        activations[(31 * neurons) + wrong] = float.NaN;
        foreach (var edges in new float[][] { [0], [-1, 0, 1] })
        {
            var quantizers = Enumerable.Repeat(new Quantizer(new QuantizerRule(QuantizerKind.Uniform, 2), edges), neurons).ToArray();
            var error = Assert.Throws<ArgumentException>(
                () => Counter.CountJointHistograms(activations, new byte[50], 2, quantizers, Ample));
            Assert.Contains($"neuron {wrong} ", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Activations_labels_and_quantizers_must_fit_each_other()
    {
        Quantizer[] two = [.. Enumerable.Repeat(new Quantizer(QuantizerRule.OneBit, [0]), 2)];
        Assert.Throws<ArgumentException>(() => Counter.CountJointHistograms(new float[5], new byte[3], 2, two, Ample));
        Assert.Throws<ArgumentException>(() => Counter.CountJointHistograms(new float[6], new byte[] { 0, 1, 2 }, 2, two, Ample));
    }

    private IHistogramCounter Counter => Assert.IsAssignableFrom<IHistogramCounter>(Device);

    private void Compare(float[] activations, int classes, Quantizer[] quantizers)
    {
        var labels = RandomData.Labels(activations.Length / quantizers.Length, classes, 4);
        var expected = ReferenceHistogrammer.Count(activations, labels, classes, quantizers);
        Assert.Equal(expected, Counter.CountJointHistograms(activations, labels, classes, quantizers, Scarce));
        Assert.Equal(
            expected,
            Counter.CountJointHistograms(
                activations, labels, classes, quantizers, new AnalysisResources(ManyThreads, AnalysisResources.DefaultMemory)));
    }

    /// <summary>Multiples of 1/8, so that many lie on edges, zeros of both signs, and both infinities.</summary>
    private static float[] Activations(int samples, int neurons)
    {
        var random = new RandomStream(9, RandomPurpose.DataGeneration);
        return [.. Enumerable.Range(0, samples * neurons).Select(_ => random.NextInt(64) switch
        {
            0 => float.PositiveInfinity,
            1 => float.NegativeInfinity,
            2 => -0f,
            < 12 => 0f,
            _ => (float)Math.Round(random.NextNormal() * 8) / 8,
        })];
    }

    private static float[] Column(float[] activations, int neurons, int neuron) =>
        [.. Enumerable.Range(0, activations.Length / neurons).Select(sample => activations[(sample * neurons) + neuron])];

    /// <summary>Fitted to the outputs that are finite and, as zero-uniform needs it, not negative.</summary>
    private static Quantizer Fit(string name, float[] outputs)
    {
        Assert.True(QuantizerRule.TryParse(name, out var rule));
        float[] finite =
            [0, 1, .. outputs.Where(output => float.IsFinite(output) && (output >= 0 || rule.Kind != QuantizerKind.ZeroUniform))];
        return QuantizerFitting.Fit(rule, Activation.Relu, finite);
    }
}
