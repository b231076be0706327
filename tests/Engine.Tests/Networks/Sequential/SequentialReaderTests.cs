using Engine.Networks;
using Engine.Networks.Sequential;
using Engine.Safetensors;

namespace Engine.Tests.Networks.Sequential;

public sealed class SequentialReaderTests
{
    [Theory]
    [InlineData("0", "2", "4")]
    [InlineData("fc2", "fc9", "fc10")]
    [InlineData("net.hidden.1", "net.hidden.2", "net.out")]
    public void Layers_are_taken_in_natural_order_whatever_their_names(string first, string second, string third)
    {
        var tensors = Linear(third, 4, 2).Concat(Linear(first, 3, 5)).Concat(Linear(second, 5, 4));
        var network = Read(tensors);
        Assert.Equal(new NetworkShape(3, [5, 4], 2, Activation.Tanh, false), network.Shape);
    }

    [Fact]
    public void A_lone_weight_and_bias_are_logistic_regression()
    {
        var network = Read([Tensor("weight", [2, 3], 1, 2, 3, 4, 5, 6), Tensor("bias", [2], 7, 8)]);
        Assert.Equal([4f, 5, 6], network.Layers[0].Incoming(1).ToArray());
        Assert.Equal([7f, 8], network.Layers[0].Bias);
    }

    [Fact]
    public void Batch_normalization_belongs_to_the_layer_before_it_and_the_counter_is_skipped()
    {
        NamedTensor[] counter = [new("1.num_batches_tracked", [], [5], TensorType.I64)];
        var network = Read([.. Linear("0", 3, 2), .. Norm("1", 2), .. counter, .. Linear("3", 2, 2)]);
        Assert.Equal([11f, 12], network.Layers[0].Normalization!.Gamma);
        Assert.Equal([21f, 22], network.Layers[0].Normalization!.Beta);
        Assert.Equal([31f, 32], network.Layers[0].Normalization!.RunningMean);
        Assert.Equal([41f, 42], network.Layers[0].Normalization!.RunningVariance);
        Assert.Null(network.Layers[1].Normalization);
    }

    [Fact]
    public void What_the_writer_names_is_read_back()
    {
        var network = Read([.. Linear("0", 3, 2), .. Norm("1", 2), .. Linear("3", 2, 4)]);
        foreach (var dropout in new[] { false, true })
        {
            var tensors = SequentialWriter.ToTensors(network, dropout);
            Assert.Equal(dropout ? "4.bias" : "3.bias", tensors[^1].Name);
            Assert.Equal(
                ["0.weight", "0.bias", "1.weight", "1.bias", "1.running_mean", "1.running_var"],
                tensors.Take(6).Select(tensor => tensor.Name));
            var back = Read(tensors);
            Assert.Equal(network.Shape, back.Shape);
            Assert.Equal(network.Layers[1].Weight, back.Layers[1].Weight);
            Assert.Equal(network.Layers[0].Normalization!.RunningVariance, back.Layers[0].Normalization!.RunningVariance);
        }
    }

    public static TheoryData<string, NamedTensor[]> Bad() => new()
    {
        { "net.pt holds no Linear layer: a 2-dimensional weight [out, in] with a bias [out] is needed", [] },
        { "net.pt: module '0' has bias but no weight; only Linear and BatchNorm1d layers can be read", [Tensor("0.bias", [2], 1, 2)] },
        { "net.pt: module '0' has weight but no bias", [Tensor("0.weight", [1, 2], 1, 2)] },
        { "net.pt: 0.weight has shape [1, 1, 2]; a Linear layer's [out, in] or a BatchNorm1d's [features] with running statistics is "
            + "needed", [Tensor("0.weight", [1, 1, 2], 1, 2)] },
        { "net.pt: 0.weight has shape [2]; a Linear layer's [out, in] or a BatchNorm1d's [features] with running statistics is needed",
            [Tensor("0.weight", [2], 1, 2)] },
        { "net.pt: 2.weight has shape [2, 4], but the layer before it gives 3 outputs; the shapes must chain",
            [.. Linear("0", 3, 3), .. Linear("2", 4, 2)] },
        { "net.pt: 0.weight has shape [0, 3]; a layer needs inputs and outputs", Linear("0", 3, 0) },
        { "net.pt: module '0' has a tensor 'weight_g'; known here are weight, bias", [.. Linear("0", 3, 2), Tensor("0.weight_g", [1], 1)] },
        { "net.pt: 0.bias has shape [2]; [1] is needed", [Tensor("0.weight", [1, 2], 1, 2), Tensor("0.bias", [2], 1, 2)] },
        { "net.pt: element 1 of 0.weight is NaN; parameters must be finite",
            [Tensor("0.weight", [1, 2], 1, float.NaN), Tensor("0.bias", [1], 1)] },
        { "net.pt: 0.bias is stored as I64; a floating-point type is needed",
            [Tensor("0.weight", [1, 2], 1, 2), new("0.bias", [1], [1], TensorType.I64)] },
        { "net.pt: the batch normalization '0' does not follow a Linear layer", Norm("0", 2) },
        { "net.pt: the batch normalization '2' does not follow a Linear layer", [.. Linear("0", 3, 2), .. Norm("1", 2), .. Norm("2", 2)] },
        { "net.pt: 1.running_var has shape [3]; [2] is needed", [.. Linear("0", 3, 2), .. Norm("1", 3)] },
        { "net.pt: module '1' has weight, bias, running_mean but no running_var", [.. Linear("0", 3, 2), .. Norm("1", 2)[..3]] },
        { "net.pt: 1.running_var holds a negative variance",
            [.. Linear("0", 3, 2), .. Norm("1", 2)[..3], Tensor("1.running_var", [2], 1, -1)] },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Tensors_that_make_no_network_are_refused_by_name(string message, NamedTensor[] tensors) =>
        Assert.Equal(message, Assert.Throws<UserErrorException>(() => Read(tensors)).Message);

    private static Network Read(IEnumerable<NamedTensor> tensors) => SequentialReader.Read([.. tensors], Activation.Tanh, "net.pt");

    private static NamedTensor Tensor(string name, int[] shape, params float[] values) => new(name, [.. shape], values);

    private static NamedTensor[] Linear(string module, int inputs, int outputs) =>
        [
            Tensor($"{module}.weight", [outputs, inputs], new float[inputs * outputs]),
            Tensor($"{module}.bias", [outputs], new float[outputs])];

    /// <summary>Gamma 11, 12 …; beta 21 …; mean 31 …; variance 41 ….</summary>
    private static NamedTensor[] Norm(string module, int features) =>
        [.. new[] { "weight", "bias", "running_mean", "running_var" }.Select((part, p) =>
            Tensor($"{module}.{part}", [features], [.. Enumerable.Range(1, features).Select(i => (float)((10 * (p + 1)) + i))]))];
}
