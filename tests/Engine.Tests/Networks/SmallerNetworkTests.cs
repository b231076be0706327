using Engine.Ablation;
using Engine.Inference;
using Engine.Networks;

namespace Engine.Tests.Networks;

public sealed class SmallerNetworkTests
{
    // 2 inputs, 3 and 2 hidden neurons, 2 classes.
    private static readonly Network Whole = new(
    [
        new DenseLayer(2, 3, [1, 2, 3, 4, 5, 6], [0.1f, 0.2f, 0.3f]),
        new DenseLayer(3, 2, [1, -2, 3, -4, 5, 6], [1, -1]),
        new DenseLayer(2, 2, [1, 2, 3, 4], [0, 0.5f]),
    ], Activation.Softplus);

    [Fact]
    public void Rows_and_columns_go_and_constants_come_into_the_next_bias()
    {
        var smaller = SmallerNetwork.Of(Whole, [new NeuronId(1, 1), new NeuronId(2, 0)], [[9, 0.5f, 9], [2, 9]]);
        Assert.Equal((2, 1), (smaller.Shape.Hidden[0], smaller.Shape.Hidden[1]));
        Assert.Equal([1, 2, 5, 6], smaller.Layers[0].Weight);
        Assert.Equal([0.1f, 0.3f], smaller.Layers[0].Bias);
        // Of layer 2 neuron 1 is left: -4, 5, 6 without the 5, whose neuron is 0.5; -1 + 2.5.
        Assert.Equal([-4, 6], smaller.Layers[1].Weight);
        Assert.Equal([1.5f], smaller.Layers[1].Bias);
        // 0 + 1 * 2 and 0.5 + 3 * 2.
        Assert.Equal([2, 4], smaller.Layers[2].Weight);
        Assert.Equal([2, 6.5f], smaller.Layers[2].Bias);
        Assert.Empty(SmallerNetwork.Emptied(Whole.Shape, [new NeuronId(1, 1), new NeuronId(2, 0)]));
    }

    [Fact]
    public void A_layer_without_neurons_keeps_one_that_says_nothing()
    {
        NeuronId[] removed = [new(2, 1), new(2, 0)];
        var smaller = SmallerNetwork.Of(Whole, removed, [[0, 0, 0], [0, 0]]);
        Assert.Equal((3, 1), (smaller.Shape.Hidden[0], smaller.Shape.Hidden[1]));
        float[] silent = [.. smaller.Layers[1].Weight, .. smaller.Layers[1].Bias, .. smaller.Layers[2].Weight];
        Assert.All(silent, value => Assert.Equal(0, value));
        Assert.Equal([0, 0.5f], smaller.Layers[2].Bias);
        Assert.Equal([2], SmallerNetwork.Emptied(Whole.Shape, removed));
    }

    [Fact]
    public void Batch_normalization_stays_with_the_neurons_that_stay()
    {
        var norm = new BatchNormalization([1, 2, 3], [4, 5, 6], [7, 8, 9], [10, 11, 12]);
        var network = new Network([Whole.Layers[0] with { Normalization = norm }, .. Whole.Layers[1..]], Activation.Relu);
        var kept = SmallerNetwork.Of(network, [new NeuronId(1, 0)], [[0, 0, 0], [0, 0]]).Layers[0].Normalization!;
        Assert.Equal([2, 3, 5, 6, 8, 9, 11, 12], [.. kept.Gamma, .. kept.Beta, .. kept.RunningMean, .. kept.RunningVariance]);
        var silent = SmallerNetwork.Of(network, [new NeuronId(1, 0), new NeuronId(1, 2), new NeuronId(1, 1)], [[0, 0, 0], [0, 0]]);
        Assert.Equal((0f, 0f), (silent.ForInference().Layers[0].Bias[0], silent.ForInference().Layers[0].Weight[0]));
    }

    [Fact]
    public void Logits_are_those_of_the_whole_network_with_the_constants()
    {
        float[][] constants = [[0.25f, 0.5f, 0.75f], [2, 3]];
        NeuronId[] removed = [new(1, 2), new(2, 1)];
        var smaller = SmallerNetwork.Of(Whole, removed, constants);
        float[] input = [0.5f, -0.25f];
        var expected = new ReferencePass(Whole).Logits(input, [[false, false, true], [false, true]], constants);
        var actual = new ReferencePass(smaller).Logits(input, [[false, false], [false]], null);
        Assert.Equal(expected[0], actual[0], 1e-6);
        Assert.Equal(expected[1], actual[1], 1e-6);
    }
}
