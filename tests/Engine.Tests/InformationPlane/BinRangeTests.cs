using Engine.InformationPlane;
using Engine.Measures;
using Engine.Networks;
using Engine.Numerics;

namespace Engine.Tests.InformationPlane;

public sealed class BinRangeTests
{
    [Theory]
    [InlineData(-1, 0)]
    [InlineData(-0.51, 0)]
    [InlineData(-0.5, 1)]
    [InlineData(-0.01, 1)]
    [InlineData(0, 2)]
    [InlineData(0.49, 2)]
    [InlineData(0.5, 3)]
    [InlineData(1, 3)]
    [InlineData(-7, 0)]
    [InlineData(9, 3)]
    public void Four_bins_on_minus_one_to_one(float value, int bin) => Assert.Equal(bin, BinRange.Symmetric.Bin(value, 4));

    /// <summary>numpy.digitize(value, numpy.linspace(-1, 1, 5)) - 1: edges at -1, -0.5, 0, 0.5 and 1.</summary>
    [Theory]
    [InlineData(-1, 0)]
    [InlineData(-0.51, 0)]
    [InlineData(-0.5, 1)]
    [InlineData(0, 2)]
    [InlineData(0.999, 3)]
    [InlineData(1, 4)]
    [InlineData(9, 4)]
    [InlineData(-7, 0)]
    public void Five_edges_bound_four_bins_and_the_last_edge_is_one_of_its_own(float value, int bin) =>
        Assert.Equal(bin, BinRange.Symmetric.BinByEdges(value, 5));

    /// <summary>numpy counts the edges that are not above a value: low + k step, the last one high.</summary>
    [Fact]
    public void Thirty_edges_are_those_of_linspace()
    {
        double[] edges = [.. Enumerable.Range(0, 30).Select(k => k == 29 ? 1 : -1 + (k * (2.0 / 29)))];
        float[] values = [.. Enumerable.Range(-500, 1001).Select(i => i / 500f), .. edges.Select(edge => (float)edge)];
        Assert.All(values, value => Assert.Equal(
            edges.Count(edge => edge <= value) - 1 is var numpy and >= 0 ? numpy : 0, BinRange.Symmetric.BinByEdges(value, 30)));
        Assert.Equal(29, values.Where(value => value < 1).Select(value => BinRange.Symmetric.BinByEdges(value, 30)).Distinct().Count());
    }

    [Fact]
    public void A_range_of_one_point_has_one_bin()
    {
        Assert.Equal(0, new BinRange(3, 3).Bin(3, 30));
        Assert.Equal(29, new BinRange(3, 3).BinByEdges(3, 30));
    }

    [Fact]
    public void Bounded_activations_have_their_own_range_and_others_what_the_layer_gives()
    {
        using var outputs = Layers.Of([0, 2.5], [0.5, 7]);
        Assert.Equal(new BinRange(-1, 1), Range(Activation.Tanh, outputs));
        Assert.Equal(new BinRange(0, 1), Range(Activation.Sigmoid, outputs));
        Assert.Equal(new BinRange(0, 7), Range(Activation.Relu, outputs));
        Assert.Equal(new BinRange(-1, 1), Range(Activation.HardTanh, outputs));
        Assert.Equal(new BinRange(0, 7), Range(Activation.LeakyRelu, outputs));
        Assert.Equal(new BinRange(0, 7), Range(Activation.Softplus, outputs));
    }

    private static BinRange Range(Activation activation, RowMatrix outputs) =>
        new LayerRange(activation, outputs).For(PlaneEstimator.Binning(30));
}
