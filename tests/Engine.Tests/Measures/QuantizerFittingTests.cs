using Engine.Measures;
using Engine.Networks;

namespace Engine.Tests.Measures;

public sealed class QuantizerFittingTests
{
    private static QuantizerRule Uniform(int bits) => new(QuantizerKind.Uniform, bits);

    private static QuantizerRule Quantile(int bits) => new(QuantizerKind.Quantile, bits);

    private static QuantizerRule ZeroUniform(int bits) => new(QuantizerKind.ZeroUniform, bits);

    private static float[] Edges(QuantizerRule rule, params float[] outputs) =>
        QuantizerFitting.Fit(rule, Activation.Relu, outputs).Edges.ToArray();

    [Theory]
    [InlineData(Activation.Relu, 0f)]
    [InlineData(Activation.LeakyRelu, 0f)]
    [InlineData(Activation.Tanh, 0f)]
    [InlineData(Activation.Sigmoid, 0.5f)]
    [InlineData(Activation.Elu, 0f)]
    [InlineData(Activation.Gelu, 0f)]
    [InlineData(Activation.GeluTanh, 0f)]
    [InlineData(Activation.Silu, 0f)]
    [InlineData(Activation.Softplus, 0.6931472f)]
    [InlineData(Activation.HardTanh, 0f)]
    public void One_bit_is_pre_activation_above_zero(Activation activation, float edge)
    {
        var quantizer = QuantizerFitting.Fit(QuantizerRule.OneBit, activation, [3, 3]);
        Assert.Equal([edge], quantizer.Edges.ToArray());
        Assert.Equal((0, 1), (quantizer.BinOf(edge), quantizer.BinOf(float.BitIncrement(edge))));
    }

    [Fact]
    public void Uniform_cuts_the_own_range_into_equal_parts() => Assert.Equal([-0.5f, 0f, 0.5f], Edges(Uniform(2), 1, -1, 0.3f));

    [Fact]
    public void Quantile_edges_are_order_statistics()
    {
        // Of 8 outputs, 2, 4 and 6 are not above the edges.
        Assert.Equal([2f, 4f, 6f], Edges(Quantile(2), 8, 7, 6, 5, 4, 3, 2, 1));
        // Of 5, at least 1.25, 2.5 and 3.75: 2, 3 and 4.
        Assert.Equal([2f, 3f, 4f], Edges(Quantile(2), 5, 4, 3, 2, 1));
    }

    [Fact]
    public void Equal_quantile_edges_are_merged() => Assert.Equal([0f, 1f], Edges(Quantile(2), 0, 0, 0, 0, 1, 1, 2, 3));

    [Fact]
    public void More_bins_than_samples_leaves_one_bin_per_output() => Assert.Equal([1f, 2f], Edges(Quantile(8), 3, 1, 2));

    [Fact]
    public void Quantile_bins_of_distinct_outputs_hold_equal_counts()
    {
        var outputs = Enumerable.Range(0, 256).Select(i => i * 0.37f).ToArray();
        var quantizer = QuantizerFitting.Fit(Quantile(4), Activation.Relu, outputs);
        Assert.All(outputs.GroupBy(quantizer.BinOf), bin => Assert.Equal(16, bin.Count()));
    }

    [Fact]
    public void Zero_uniform_has_a_bin_for_zero_and_equal_ones_above() => Assert.Equal([0f, 2f, 4f], Edges(ZeroUniform(2), 0, 0, 6));

    [Fact]
    public void Zero_uniform_one_bit_is_zero_or_not() => Assert.Equal([0f], Edges(ZeroUniform(1), 0, 6));

    [Theory]
    [InlineData(QuantizerKind.Uniform)]
    [InlineData(QuantizerKind.Quantile)]
    [InlineData(QuantizerKind.ZeroUniform)]
    public void A_constant_neuron_has_one_bin(QuantizerKind kind)
    {
        Assert.Empty(Edges(new QuantizerRule(kind, 3), 0, 0, 0));
        Assert.Empty(Edges(new QuantizerRule(kind, 3), 2.5f, 2.5f));
        Assert.Empty(Edges(new QuantizerRule(kind, 3), 2.5f));
    }

    [Fact]
    public void Edges_that_float32_cannot_tell_apart_are_merged()
    {
        var (low, high) = (1f, float.BitIncrement(1f));
        var quantizer = QuantizerFitting.Fit(Uniform(8), Activation.Tanh, [low, high]);
        Assert.Equal((2, 0, 1), (quantizer.Bins, quantizer.BinOf(low), quantizer.BinOf(high)));
    }

    [Fact]
    public void The_whole_float_range_does_not_overflow() =>
        Assert.Equal([0f], QuantizerFitting.Fit(Uniform(1), Activation.Tanh, [float.MinValue, float.MaxValue]).Edges.ToArray());

    [Theory]
    [InlineData(QuantizerKind.Uniform, new[] { 1, 2, 3, 4, 5, 6, 7 })]
    [InlineData(QuantizerKind.Quantile, new[] { 1, 2, 3, 4, 5, 6, 7 })]
    [InlineData(QuantizerKind.ZeroUniform, new[] { 1, 2, 4 })]
    public void Edges_nest_in_those_of_eight_bits(QuantizerKind kind, int[] coarser)
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var random = new Random(seed);
            var scale = Math.Pow(10, random.Next(-30, 30));
            var outputs = Enumerable.Range(0, random.Next(1, 2000))
                .Select(_ => (float)Math.Max(0, (random.NextDouble() - 0.4) * scale)).ToArray();
            var fine = Edges(new QuantizerRule(kind, 8), outputs);
            foreach (var bits in coarser)
                Assert.All(Edges(new QuantizerRule(kind, bits), outputs), edge => Assert.Contains(edge, fine));
        }
    }

    [Fact]
    public void Zero_uniform_is_for_relu()
    {
        var error = Assert.Throws<UserErrorException>(() => QuantizerFitting.Fit(ZeroUniform(2), Activation.Tanh, [0, 1]));
        Assert.Contains("zero-uniform-2", error.Message);
        Assert.Contains("Tanh", error.Message);
        Assert.Throws<ArgumentException>(() => Edges(ZeroUniform(2), -1, 1));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void Outputs_must_be_finite(float output)
    {
        Assert.Throws<ArgumentException>(() => Edges(Uniform(2), 1, output));
        Assert.Throws<ArgumentException>(() => Edges(Quantile(2), 1, output));
        Assert.Throws<ArgumentException>(() => Edges(ZeroUniform(2), 1, output));
    }

    [Fact]
    public void There_must_be_an_output() => Assert.Throws<ArgumentException>(() => Edges(Uniform(2)));
}
