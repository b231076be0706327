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
}
