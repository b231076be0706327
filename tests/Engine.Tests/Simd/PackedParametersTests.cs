using Engine.Inference;
using Engine.Networks;
using Engine.Numerics;
using Testing.Analysis;

namespace Engine.Tests.Simd;

/// <summary>Parameters in training, packed as inference takes them: the very bits of the network's own way.</summary>
public sealed unsafe class PackedParametersTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void They_are_those_of_the_packed_network(bool batchNorm)
    {
        var network = RandomNetworks.Create(new NetworkShape(9, [17, 16, 5], 3, Activation.Relu, batchNorm), 4);
        // Below the threshold of the flush, by itself or after it is folded.
        (network.Layers[0].Weight[5], network.Layers[1].Weight[7], network.Layers[2].Bias[1]) = (1e-20f, -1.2e-19f, 1e-25f);
        using var parameters = new Parameters(network);
        using var expected = new PackedNetwork(network);
        using var found = new PackedLayers(network.Shape);
        for (var time = 0; time < 2; time++)
        {
            Assert.True(parameters.Pack(found));
            for (var layer = 0; layer < expected.Layers; layer++)
            {
                int inputs = network.Shape.Width(layer), outputs = network.Shape.Width(layer + 1);
                Assert.Equal(
                    Bits(expected.Weights(layer), Panels.Length(inputs, outputs)),
                    Bits(found.Weights(layer), Panels.Length(inputs, outputs)));
                Assert.Equal(
                    Bits(expected.Bias(layer), Panels.Count(outputs) * Panels.Width),
                    Bits(found.Bias(layer), Panels.Count(outputs) * Panels.Width));
            }
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void One_that_is_no_number_is_noticed(float value)
    {
        var network = RandomNetworks.Create(new NetworkShape(9, [17], 3, Activation.Relu, false), 4);
        using var packed = new PackedLayers(network.Shape);
        using var parameters = new Parameters(network);
        parameters.Values[parameters.Layout.Weights(1) + 20] = value;
        Assert.False(parameters.Pack(packed));
        parameters.Values[parameters.Layout.Weights(1) + 20] = 0;
        parameters.Values[parameters.Layout.Bias(0) + 16] = value;
        Assert.False(parameters.Pack(packed));
    }

    private static int[] Bits(float* values, long length) =>
        new ReadOnlySpan<float>(values, (int)length).ToArray().Select(BitConverter.SingleToInt32Bits).ToArray();
}
