using Engine.Inference;
using Engine.Networks.Import;
using Engine.Safetensors;
using static Engine.Tests.Networks.Import.State;

namespace Engine.Tests.Networks.Import;

/// <summary>Parameters of layers: batch normalizations at either place, missing biases, masks, weight normalization.</summary>
public sealed class ImportedLayerTests
{
    /// <summary>One input, one hidden neuron z = 2x + 1, gamma 3, beta -4, mean 5, variance 0.75, eps 0.25: y = 3 (v - 5) - 4; one logit
    /// of weight 10 and bias 100, one of weight 0 and bias 0.</summary>
    private static NamedTensor[][] Small(int norm, int last) =>
    [
        [Tensor("0.weight", [1, 1], 2), Tensor("0.bias", [1], 1)],
        [
            Tensor($"{norm}.weight", [1], 3), Tensor($"{norm}.bias", [1], -4), Tensor($"{norm}.running_mean", [1], 5),
            Tensor($"{norm}.running_var", [1], 0.75f),
        ],
        [Tensor($"{last}.weight", [2, 1], 10, 0), Tensor($"{last}.bias", [2], 100, 0)],
    ];

    private static readonly ImportHints Quarter = Relu with { Epsilons = [0.25f] };

    private static double Logit(NetworkImport read, float x) =>
        new ReferencePass(read.ToNetwork().ForInference()).Logits([x], [new bool[1]])[0];

    [Fact]
    public void A_batch_normalization_before_the_activation_is_part_of_its_layer()
    {
        var read = Read(Quarter, Small(1, 3));
        Assert.Equal("1 inputs -> 0: 1, batch normalization 1 (eps 2.5e-1), relu -> 3: 2 logits", read.Lines[0]);
        // x = 4: z = 9, 3 (9 - 5) - 4 = 8, 180; x = -1: z = -1, below 0, 100.
        Assert.Equal(180, Logit(read, 4));
        Assert.Equal(100, Logit(read, -1));
    }

    [Fact]
    public void One_after_the_activation_is_folded_into_the_next_layer()
    {
        var read = Read(Quarter, Small(2, 3));
        Assert.Equal("1 inputs -> 0: 1, relu, batch normalization 2 (eps 2.5e-1) -> 3: 2 logits", read.Lines[0]);
        Assert.Contains("batch normalization 2 after the activation is folded into 3: a neuron's output is its activation's", read.Lines);
        Assert.Null(read.Layers[0].Normalization);
        // x = 4: relu 9, 8, 180; x = -1: relu 0, 3 (0 - 5) - 4 = -19, -90.
        Assert.Equal(180, Logit(read, 4));
        Assert.Equal(-90, Logit(read, -1));
    }

    [Fact]
    public void Where_gaps_leave_its_place_open_it_must_be_said()
    {
        Assert.Contains("which is the activation is not to be seen", Refused(Quarter, Small(2, 4)), StringComparison.Ordinal);
        Assert.Contains("which is the activation", Refused(Quarter with { HasDropout = true }, Small(2, 4)), StringComparison.Ordinal);
        Assert.Contains("Then give --dropout", Refused(Quarter, Small(1, 4)), StringComparison.Ordinal);
        Assert.Equal(100, Logit(Read(Quarter with { HasDropout = true }, Small(1, 4)), -1));
        Assert.Equal(-90, Logit(Read(Quarter with { HasDropout = true }, Small(3, 4)), -1));
        Assert.Contains("which is the activation", Refused(Quarter, Small(1, 2)), StringComparison.Ordinal);
        Assert.Equal(-90, Logit(Read(Quarter with { Activations = [], Layers = ["0", "relu", "2", "dropout", "4"] }, Small(2, 4)), -1));
        Assert.Equal(100, Logit(Read(Quarter with { Activations = [], Layers = ["0", "dropout", "2", "relu", "4"] }, Small(2, 4)), -1));
    }

    [Fact]
    public void Its_eps_must_be_said()
    {
        Assert.Contains("give --bn-eps E; PyTorch's default is 1e-5", Refused(Relu, Small(1, 3)), StringComparison.Ordinal);
        Assert.Equal(1e-5f, Read(Relu with { IsChecked = true }, Small(1, 3)).Layers[0].Normalization!.Epsilon);
        Assert.True(Read(ReluEps, Small(1, 3)).IsPlain);
        Assert.False(Read(Quarter, Small(1, 3)).IsPlain);
        Assert.Contains(
            "2 eps are given for 1", Refused(Relu with { Epsilons = [1e-5f, 1e-3f] }, Small(1, 3)), StringComparison.Ordinal);
        var two = Read(
            Relu with { Epsilons = [0.5f, 0.25f] }, Linear("0", 3, 4), Norm("1", 4), Linear("3", 4, 4), Norm("4", 4), Linear("6", 4, 2));
        Assert.Equal([0.5f, 0.25f], two.Layers.Take(2).Select(layer => layer.Normalization!.Epsilon));
    }

    [Fact]
    public void One_of_the_inputs_is_folded_into_the_first_layer()
    {
        // 3 (v - 5) - 4 of the input, z = 2 v + 1: x = 7 gives 2, 5, 150.
        NamedTensor[][] modules =
        [
            .. Small(0, 3).Select(module => module.Select(tensor => tensor with
            {
                Name = tensor.Name == "0.bias" && tensor.Values[0] == 1 ? "1.bias" : tensor.Name == "0.weight" && tensor.Shape.Length == 2
                    ? "1.weight" : tensor.Name,
            }).ToArray()),
        ];
        var read = Read(Quarter, modules);
        Assert.Equal(150, Logit(read, 7));
        Assert.Contains(read.Lines, line => line == "batch normalization 0 of the inputs is folded into the first layer");
    }

    [Fact]
    public void Without_parameters_gamma_is_1_and_beta_0_and_a_missing_bias_is_0()
    {
        var read = Read(ReluEps, Linear("0", 3, 4, bias: false), Norm("1", 4, affine: false), Linear("3", 4, 2));
        Assert.Equal(new float[4], read.Layers[0].Bias);
        Assert.Equal([1f, 1, 1, 1], read.Layers[0].Normalization!.Gamma);
        Assert.Equal(new float[4], read.Layers[0].Normalization!.Beta);
    }

    [Fact]
    public void A_pruned_weight_is_the_product_with_its_mask()
    {
        var read = Read(
            Relu,
            [
                Tensor("0.weight_orig", [2, 2], 1, 2, 3, 4), new NamedTensor("0.weight_mask", [2, 2], [1, 0, 0, 1], TensorType.F32),
                Tensor("0.bias_orig", [2], 5, 6), Tensor("0.bias_mask", [2], 0, 1),
            ],
            Linear("2", 2, 2));
        Assert.Equal([1f, 0, 0, 4], read.Layers[0].Weight);
        Assert.Equal([0f, 6], read.Layers[0].Bias);
    }

    [Theory]
    [InlineData("0.weight_g", "0.weight_v")]
    [InlineData("0.parametrizations.weight.original0", "0.parametrizations.weight.original1")]
    public void Weight_normalization_scales_rows(string gain, string direction)
    {
        // Rows (3, 4) of norm 5 and (0, 2) of norm 2.
        var read = Read(
            Relu, [Tensor(gain, [2, 1], 10, 3), Tensor(direction, [2, 2], 3, 4, 0, 2), Tensor("0.bias", [2], 1, 2)], Linear("2", 2, 2));
        Assert.Equal([6f, 8, 0, 3], read.Layers[0].Weight);
        Assert.Equal([1f, 2], read.Layers[0].Bias);
        Assert.Contains("[2, 1] is needed", Refused(
            Relu, [Tensor(gain, [1, 2], 10, 3), Tensor(direction, [2, 2], 3, 4, 0, 2)], Linear("2", 2, 2)), StringComparison.Ordinal);
    }

    [Fact]
    public void In_blocks_one_follows_the_layer_beside_it()
    {
        var read = Read(
            ReluEps, Linear("body.0.0", 3, 5), Norm("body.0.1", 5), Linear("body.1.0", 5, 4), Norm("body.1.1", 4),
            Linear("body.2", 4, 2));
        Assert.Equal(
            "3 inputs -> body.0.0: 5, batch normalization body.0.1 (eps 1e-5), relu -> body.1.0: 4, batch normalization body.1.1 "
                + "(eps 1e-5), relu -> body.2: 2 logits", read.Lines[0]);
    }

    [Fact]
    public void Words_do_not_say_its_place()
    {
        NamedTensor[][] modules = [Linear("fc1", 3, 5), Norm("bn1", 5), Linear("fc2", 5, 4), Norm("bn2", 4), Linear("fc3", 4, 2)];
        Assert.Contains("bn1 works: after fc1, before or after the activation?", Refused(ReluEps, modules), StringComparison.Ordinal);
        Assert.Equal([true, true, false], Places(Read(ReluEps with { IsChecked = true }, modules)));
        Assert.Equal([true, false, false], Places(Read(
            ReluEps with { Layers = ["fc1", "bn1", "relu", "fc2", "relu", "bn2", "fc3"] }, modules)));
        Assert.Contains("no place behind", Refused(ReluEps, modules[0], Norm("bn", 7), Linear("fc2", 5, 2)), StringComparison.Ordinal);

        static bool[] Places(NetworkImport read) => [.. read.Layers.Select(layer => layer.Normalization is not null)];
    }

    public static TheoryData<string, NamedTensor[]> Bad() => new()
    {
        { "a layer needs inputs and outputs", Linear("0", 3, 0) },
        { "module '0' has a tensor 'scale' beside weight; known there are weight", [.. Linear("0", 3, 2), Filled("0.scale", 1)] },
        { "0.bias has shape [2]; [1] is needed", [Tensor("0.weight", [1, 2], 1, 2), Tensor("0.bias", [2], 1, 2)] },
        { "element 1 of 0.weight is NaN", [Tensor("0.weight", [1, 2], 1, float.NaN)] },
        { "0.bias is stored as I64; a floating-point type", [Tensor("0.weight", [1, 2], 1, 2), new("0.bias", [1], [1], TensorType.I64)] },
        { "spectral normalization", [Filled("0.weight_orig", 2, 3), Filled("0.weight_u", 2), Filled("0.weight_v", 3)] },
        { "remove_parametrizations", [Filled("0.parametrizations.weight.original", 2, 3), Filled("0.bias", 2)] },
        { "but no weight_mask", [Filled("0.weight_orig", 2, 3)] },
        { "two batch normalizations", [.. Linear("0", 3, 2), .. Norm("1", 2), .. Norm("2", 2)] },
        { "does not lie next to a Linear layer", [.. Norm("0", 3), .. Norm("1", 3), .. Linear("2", 3, 2)] },
        { "1.running_var has shape [3]; [2] is needed",
            [.. Linear("0", 3, 2), Filled("1.running_mean", 2), Filled("1.running_var", 3)] },
        { "has running_mean but no running_var", [.. Linear("0", 3, 2), Filled("1.running_mean", 2)] },
        { "holds a negative variance", [.. Linear("0", 3, 2), Filled("1.running_mean", 2), Tensor("1.running_var", [2], 1, -1)] },
        { "has 3 features, but 0 before it gives 2 outputs", [.. Linear("0", 3, 2), .. Norm("1", 3)] },
        { "holds no Linear layer", [] },
        { "the layer of the logits has no activation here", [.. Linear("0", 3, 2), .. Norm("2", 2)] },
        { "are both the weight of module ''", [Filled("weight", 2, 3), Filled(".weight", 2, 3)] },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Tensors_that_make_no_layer_are_refused_by_name(string message, NamedTensor[] tensors) =>
        Assert.Contains(message, Refused(ReluEps with { IsChecked = true }, tensors), StringComparison.Ordinal);
}
