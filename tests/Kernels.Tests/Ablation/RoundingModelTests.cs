using Engine.Inference;
using Engine.Networks;
using Testing.Analysis;

namespace Kernels.Tests.Ablation;

/// <summary>The model against what float32 really does: the plain chain of fused multiply-adds.</summary>
public sealed class RoundingModelTests
{
    [Theory]
    [InlineData(Activation.Relu, 1)]
    [InlineData(Activation.Relu, 1e4)]
    [InlineData(Activation.LeakyRelu, 100)]
    [InlineData(Activation.Tanh, 1)]
    [InlineData(Activation.Sigmoid, 3)]
    [InlineData(Activation.Elu, 1)]
    [InlineData(Activation.Elu, 30)]
    [InlineData(Activation.Gelu, 1)]
    [InlineData(Activation.Gelu, 30)]
    [InlineData(Activation.GeluTanh, 1)]
    [InlineData(Activation.GeluTanh, 30)]
    [InlineData(Activation.Silu, 1)]
    [InlineData(Activation.Silu, 30)]
    [InlineData(Activation.Softplus, 1)]
    [InlineData(Activation.Softplus, 30)]
    [InlineData(Activation.HardTanh, 1)]
    [InlineData(Activation.HardTanh, 30)]
    public void A_deviation_is_of_the_size_of_the_errors_and_32_of_them_are_never_reached(Activation activation, double scale)
    {
        var network = RandomNetworks.Create(new NetworkShape(300, [40, 30], 10, activation, false), 4, scale).ForInference();
        var data = RandomData.Create(200, 300, 10, 6);
        var (reference, model) = (new ReferencePass(network), new RoundingModel(network));
        bool[][] present = [new bool[40], new bool[30]];
        var input = new float[300];
        var squares = 0.0;
        for (var sample = 0; sample < data.Samples; sample++)
        {
            data.Features.Read(sample, input);
            var deviation = model.Deviation(input, present);
            var errors = reference.Logits(input, present)
                .Zip(PlainForwardPass.Run(network, input)[^1], (exact, found) => Math.Abs(exact - found)).ToArray();
            Assert.InRange(errors.Max(), 0, 32 * deviation);
            squares += Math.Pow(errors.Max() / deviation, 2) / data.Samples;
        }
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{activation} x {scale}: the largest of ten errors is {Math.Sqrt(squares):F2} deviations in the root mean square");
        Assert.InRange(Math.Sqrt(squares), 0.1, 4);
    }

    [Fact]
    public void What_needs_no_rounding_has_no_deviation()
    {
        // No input, and every hidden neuron off: the logits are the biases.
        var network = RandomNetworks.Create(new NetworkShape(5, [4], 3, Activation.Relu, false), 4);
        Assert.Equal(0, new RoundingModel(network).Deviation(new float[5], [[true, true, true, true]]));
    }

    /// <summary>By hand: -0.2 + 1e7 - 1e7 + 0.1 is -0.1, in float32 0.1: the unit is off, and there on, with 0.2 in the first
    /// logit.</summary>
    [Fact]
    public void A_unit_that_rounding_may_switch_on_counts()
    {
        var network = new Network(
            [new DenseLayer(1, 3, [0, 0, 0.1f], [1e7f, 1e7f, 0]), new DenseLayer(3, 1, [1, -1, 1], [-0.2f]),
                new DenseLayer(1, 2, [2, 0], [0, 0])], Activation.Relu);
        bool[][] present = [new bool[3], new bool[1]];
        var (exact, found) = (new ReferencePass(network).Logits([1], present)[0], PlainForwardPass.Run(network, [1])[^1][0]);
        Assert.Equal((0, 0.2f), (exact, found));
        // r = 1e7 * 2^-24 / sqrt 3 = 0.344, of one partial sum in layer 2, two outputs of 4 units each and one sum in layer 1:
        // 2 r sqrt(1 + 2 (16 + 1)) = 4.07.
        Assert.Equal(4.07, new RoundingModel(network).Deviation([1], present), 0.01);
    }
}
