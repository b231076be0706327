using Engine.Networks;

namespace Engine.Tests.Networks;

public sealed class NetworkTests
{
    private static readonly BatchNormalization Norm = new([2, -1], [0.5f, 3], [4, 0], [8.99999f, 0]);

    [Fact]
    public void Folding_gives_the_same_affine_map()
    {
        var folded = new DenseLayer(2, 2, [1, 2, 3, 4], [10, 20], Norm).Fold();
        // Output 0: gamma / sqrt(variance + epsilon) = 2 / 3; output 1: -1 / sqrt(1e-5).
        double first = 2 / 3.0, second = -1 / Math.Sqrt(1e-5);
        Deviation.Within(1e-6, [1 * first, 2 * first, 3 * second, 4 * second], [.. folded.Weight], 0, "weight");
        Deviation.Within(1e-6, [((10 - 4) * first) + 0.5, (20 * second) + 3], [.. folded.Bias], 0, "bias");
        Assert.Null(folded.Normalization);
    }

    [Fact]
    public void A_layer_without_normalization_folds_to_itself()
    {
        var layer = new DenseLayer(1, 1, [2], [3]);
        Assert.Same(layer, layer.Fold());
    }

    [Fact]
    public void For_inference_parameters_are_folded_and_flushed()
    {
        var network = new Network(
            [new DenseLayer(2, 2, [1, 2, 3, 4], [10, 20], Norm), new DenseLayer(2, 1, [1e-30f, 1], [float.Epsilon])], Activation.Tanh);
        var inference = network.ForInference();
        Assert.Equal([0f, 1], inference.Layers[1].Weight);
        Assert.Equal([0f], inference.Layers[1].Bias);
        Assert.Equal(network.Layers[0].Fold().Weight, inference.Layers[0].Weight);
        Assert.True(network.Shape.BatchNorm);
        Assert.False(inference.Shape.BatchNorm);
        Assert.Equal(1e-30f, network.Layers[1].Weight[0]);
    }

    [Fact]
    public void Outgoing_norms_are_over_the_next_layer_s_columns()
    {
        var network = new Network(
            [new DenseLayer(1, 2, [1, 1], [0, 0]), new DenseLayer(2, 3, [3, 1, 4, 2, 0, 2], [0, 0, 0])], Activation.Relu);
        // Columns (3, 4, 0) and (1, 2, 2).
        Assert.Equal([5.0, 3.0], network.OutgoingNorms(1));
    }

    /// <summary>The analysis sees gamma / sqrt(variance + epsilon) in the weights: 6 / sqrt(4) = 3 times as long.</summary>
    [Fact]
    public void Outgoing_norms_of_an_analysis_have_the_next_layers_normalization_in_them()
    {
        var norm = new BatchNormalization([6], [0], [1], [4]) { Epsilon = 0 };
        var network = new Network(
            [new DenseLayer(1, 2, [1, 1], [0, 0]), new DenseLayer(2, 1, [3, 4], [0], norm), new DenseLayer(1, 2, [1, 2], [0, 0])],
            Activation.Relu);
        Assert.Equal([3.0, 4.0], network.OutgoingNorms(1));
        Assert.Equal([9.0, 12.0], network.ForInference().OutgoingNorms(1));
    }

    public static TheoryData<string, DenseLayer[]> Bad() => new()
    {
        { "a network needs at least the layer of its logits", [] },
        { "layer 2 takes 3 inputs, but layer 1 gives 2: the shapes must chain", [new(1, 2, [1, 1], [0, 0]), new(3, 1, [1, 1, 1], [0])] },
        { "layer 1: 3 weights and 2 biases do not fit 2 x 1", [new(1, 2, [1, 1, 1], [0, 0])] },
        { "layer 1: 2 weights and 1 biases do not fit 2 x 1", [new(1, 2, [1, 1], [0])] },
        { "layer 1: weight 1 is NaN: parameters must be finite numbers", [new(1, 2, [1, float.NaN], [0, 0])] },
        { "layer 1: bias 0 is Infinity: parameters must be finite numbers", [new(1, 2, [1, 1], [float.PositiveInfinity, 0])] },
        { "layer 1: batch normalization's gamma has 1 values for 2 outputs", [new(1, 2, [1, 1], [0, 0], Norm with { Gamma = [1] })] },
        { "layer 1: batch normalization's beta 1 is NaN: parameters must be finite numbers",
            [new(1, 2, [1, 1], [0, 0], Norm with { Beta = [1, float.NaN] })] },
        {
            "layer 1: batch normalization's running variance 0 is Infinity: parameters must be finite numbers",
            [new(1, 2, [1, 1], [0, 0], Norm with { RunningVariance = [float.PositiveInfinity, 1] })]
        },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Layers_that_make_no_network_are_refused(string message, DenseLayer[] layers) =>
        Assert.Equal(message, Assert.Throws<UserErrorException>(() => new Network([.. layers], Activation.Relu)).Message);
}
