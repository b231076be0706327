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

    [Fact]
    public void A_range_of_one_point_has_one_bin() => Assert.Equal(0, new BinRange(3, 3).Bin(3, 30));

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
