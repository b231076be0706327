using System.Collections.Immutable;
using Engine.Networks;
using Engine.Networks.Import;
using Engine.Networks.Sequential;
using Engine.Safetensors;
using static Engine.Tests.Networks.Import.State;

namespace Engine.Tests.Networks.Import;

/// <summary>State dicts of PyTorch become the network that they were saved from, or an error.</summary>
public sealed class NetworkImportTests
{
    [Fact]
    public void An_nn_Sequential_needs_no_more_than_its_activation()
    {
        var read = Read(Relu, Linear("0", 3, 5), Linear("2", 5, 4), Linear("4", 4, 2));
        Assert.True(read.IsPlain);
        Assert.Equal("3-5-4-2", Widths(read));
        Assert.Equal([Activation.Relu, Activation.Relu], read.Activations);
        Assert.Equal("3 inputs -> 0: 5, relu -> 2: 4, relu -> 4: 2 logits", read.Lines[0]);
        Assert.Equal("order of the layers: by their numbers, as in an nn.Sequential", read.Lines[1]);
        Assert.Equal(2, read.Lines.Length);
    }

    [Theory]
    [InlineData("module.")]
    [InlineData("_orig_mod.")]
    [InlineData("model.net.")]
    public void A_prefix_of_all_is_no_part_of_the_names(string prefix)
    {
        var counter = new[] { Tensor("n_averaged", [], 3) };
        var read = Read(Relu, counter, Linear(prefix + "0", 3, 5), Linear(prefix + "2", 5, 2));
        Assert.Equal("3-5-2", Widths(read));
        Assert.DoesNotContain(read.Lines, line => line.Contains("left out", StringComparison.Ordinal));
    }

    [Fact]
    public void Numbers_within_names_order_layers_as_people_count()
    {
        var read = Read(Relu, Linear("fc10", 4, 2), Linear("fc9", 5, 4), Linear("fc1", 3, 5));
        Assert.Equal("3-5-4-2", Widths(read));
        Assert.Contains("by the numbers in their names", read.Lines[1], StringComparison.Ordinal);
        Assert.False(read.Guesses.Any());
    }

    [Fact]
    public void Numbers_that_count_down_are_told_with_the_layers_to_say()
    {
        NamedTensor[][] layers = [Linear("fc3", 3, 5), Linear("fc2", 5, 4), Linear("fc1", 4, 2)];
        Assert.Contains(
            "the names count fc1 [2, 4], fc2 [4, 5], fc3 [5, 3], and in that order the layers do not chain; from the last to the first "
                + "they do. If forward calls them so, say it: --layers fc3,fc2,fc1.",
            Refused(Relu, layers), StringComparison.Ordinal);
        Assert.Equal("3-5-4-2", Widths(Read(Relu with { Layers = ["fc3", "fc2", "fc1"] }, layers)));
        // Neither way they chain: that the shapes differ is said, as before.
        Assert.Contains("the shapes must chain", Refused(Relu, Linear("fc1", 3, 5), Linear("fc2", 4, 2)), StringComparison.Ordinal);
        Assert.Contains(
            "with bn1 in their places", Refused(ReluEps, [.. layers, Norm("bn1", 5)]), StringComparison.Ordinal);
    }

    [Fact]
    public void Words_are_ordered_by_shapes_where_those_chain_in_one_order_only()
    {
        var read = Read(Relu, Linear("head", 4, 2), Linear("body", 5, 4), Linear("stem", 3, 5));
        Assert.Equal("3-5-4-2", Widths(read));
        Assert.Contains("by their shapes", read.Lines[1], StringComparison.Ordinal);
        Assert.Equal("3-5-4-2", Widths(Read(Relu, Linear("net.0", 3, 5), Linear("net.2", 5, 4), Linear("head", 4, 2))));
    }

    [Fact]
    public void Words_with_shapes_of_several_orders_are_refused_with_the_orders()
    {
        NamedTensor[][] layers =
            [Linear("inp", 3, 5), Linear("layer_one", 5, 5), Linear("layer_two", 5, 5), Linear("layer_three", 5, 5), Linear("out", 5, 2)];
        Assert.Contains(
            "inp, layer_one, layer_three, layer_two, out; inp, layer_one, layer_two, layer_three, out; ", Refused(Relu, layers),
            StringComparison.Ordinal);
        Assert.Contains("--layers", Refused(Relu with { IsChecked = true }, layers), StringComparison.Ordinal);
        var hints = Relu with { Layers = ["inp", "layer_one", "layer_two", "layer_three", "out"] };
        var read = Read(hints, layers);
        Assert.Equal(
            "3 inputs -> inp: 5, relu -> layer_one: 5, relu -> layer_two: 5, relu -> layer_three: 5, relu -> out: 2 logits", read.Lines[0]);
        Assert.Equal("order of the layers: as --layers says", read.Lines[1]);
        Assert.False(read.IsPlain);
    }

    [Fact]
    public void Where_a_residual_connection_is_possible_it_must_be_excluded()
    {
        NamedTensor[][] layers = [Linear("fc1", 3, 5), Linear("fc2", 5, 5), Linear("fc3", 5, 2)];
        Assert.Contains("residual connection", Refused(Relu, layers), StringComparison.Ordinal);
        Assert.Contains("--layers fc1,fc2,fc3", Refused(Relu, layers), StringComparison.Ordinal);
        Assert.Single(Read(Relu with { IsChecked = true }, layers).Guesses);
        Assert.Empty(Read(Relu with { Layers = ["fc1", "fc2", "fc3"] }, layers).Guesses);
        // Over two layers: 5 -> 4 -> 5.
        Assert.Contains(
            "fc3 gives as many outputs as fc2 takes inputs",
            Refused(Relu, Linear("fc1", 3, 5), Linear("fc2", 5, 4), Linear("fc3", 4, 5), Linear("fc4", 5, 2)), StringComparison.Ordinal);
        // The numbers of one nn.Sequential exclude it.
        Read(Relu, Linear("0", 3, 5), Linear("2", 5, 5), Linear("4", 5, 2));
    }

    [Fact]
    public void Linear_layers_without_a_gap_are_refused()
    {
        NamedTensor[][] layers = [Linear("layers.0", 3, 5), Linear("layers.1", 5, 2)];
        Assert.Contains("without a gap in the numbers", Refused(Relu, layers), StringComparison.Ordinal);
        Assert.Single(Read(Relu with { IsChecked = true }, layers).Guesses);
        Assert.Empty(Read(Relu with { Layers = ["0", "relu", "1"] }, layers).Guesses);
    }

    [Fact]
    public void A_gap_of_two_modules_is_a_dropout_only_where_that_is_said()
    {
        NamedTensor[][] layers = [Linear("0", 3, 5), Linear("3", 5, 2)];
        Assert.Contains("two activations, which is another network", Refused(Relu, layers), StringComparison.Ordinal);
        Assert.Empty(Read(Relu with { HasDropout = true }, layers).Guesses);
        Assert.Single(Read(Relu with { IsChecked = true }, layers).Guesses);
        Assert.Contains("2 activations are named (relu, tanh)", Refused(
            new ImportHints { Layers = ["0", "relu", "tanh", "3"] }, layers), StringComparison.Ordinal);
        var three = Refused(Relu with { HasDropout = true }, Linear("0", 3, 5), Linear("4", 5, 2));
        Assert.Contains("3 modules", three, StringComparison.Ordinal);
    }

    [Fact]
    public void A_module_before_the_first_layer_is_told()
    {
        var read = Read(Relu, Linear("1", 3, 5), Linear("3", 5, 2));
        Assert.Contains(read.Lines, line => line == "before 1 is one module without tensors, taken for Flatten or Dropout");
    }

    [Fact]
    public void Tensors_that_no_layer_needs_are_named_once()
    {
        NamedTensor[] beside =
        [
            new("seen", [2], [1, 0], TensorType.BOOL), new("0.step", [], [1], TensorType.I32),
            new("0.scales", [2], [1, 2], TensorType.F8_E4M3),
        ];
        var read = Read(Relu, beside, Linear("0", 3, 5), Linear("2", 5, 2));
        Assert.Contains(read.Lines, line => line == "not needed and left out: seen (BOOL), 0.step (I32), 0.scales (F8_E4M3)");
        Assert.False(read.IsPlain);
    }

    [Fact]
    public void Real_numbers_that_forward_may_use_are_left_out_only_where_the_network_is_checked()
    {
        NamedTensor[][] layers = [[Filled("scale", 1)], Linear("0", 3, 5), Linear("2", 5, 2)];
        Assert.Contains("(the whole) (scale) would be left out", Refused(Relu, layers), StringComparison.Ordinal);
        Assert.Equal("3-5-2", Widths(Read(Relu with { IsChecked = true }, layers)));
    }

    [Fact]
    public void Of_copies_one_is_chosen()
    {
        NamedTensor[][] pair =
        [
            Linear("model.0", 3, 5), Linear("model.2", 5, 2), Linear("ema.module.0", 3, 5), Linear("ema.module.2", 5, 2),
            [Tensor("ema.n_averaged", [], 4)],
        ];
        Assert.Contains("holds 2 copies", Refused(Relu, pair), StringComparison.Ordinal);
        Assert.Contains("left out: model.0, model.2", Read(Relu with { Prefix = "ema" }, pair).Lines);
        Assert.Contains("left out: ema.module.0, ema.module.2", Read(Relu with { Prefix = "model." }, pair).Lines);
        NamedTensor[][] beside = [Linear("0", 3, 5), Linear("2", 5, 2), Linear("ema.0", 3, 5), Linear("ema.2", 5, 2)];
        Assert.Contains("--prefix .", Refused(Relu, beside), StringComparison.Ordinal);
        Assert.Contains("left out: ema.0, ema.2", Read(Relu with { Prefix = "." }, beside).Lines);
        Assert.Contains("prefixes are ema", Refused(Relu with { Prefix = "teacher" }, beside), StringComparison.Ordinal);
        // Equal blocks are no copies of a network.
        Assert.Contains("residual", Refused(
            Relu, Linear("stem", 3, 4), Linear("a1.fc", 4, 4), Linear("a2.fc", 4, 4), Linear("top", 4, 2)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_state_of_an_optimizer_is_left_out()
    {
        NamedTensor[] adam = [Tensor("optimizer.state.0.exp_avg", [5, 3], 15), Tensor("optimizer.state.0.step", [], 1)];
        NamedTensor[] dirs = [Tensor("o.1.state.0.old_dirs.0", [20], 20), Tensor("o.1.state.0.H_diag", [], 1)];
        var read = Read(Relu, Linear("model.0", 3, 5), Linear("model.2", 5, 2), adam, dirs);
        Assert.Equal("3 inputs -> model.0: 5, relu -> model.2: 2 logits", read.Lines[0]);
        Assert.Equal("not needed and left out: optimizer.state (of an optimizer), o.1.state (of an optimizer)", read.Lines[^1]);
        // A module of the name state is none, and forward may use what is in it.
        NamedTensor[] own = [Tensor("state.0.exp_avg", [5, 3], 15), Tensor("state.1.memory", [5], 5)];
        Assert.Contains(
            "state.0 (exp_avg)", Refused(Relu, Linear("model.0", 3, 5), Linear("model.2", 5, 2), own), StringComparison.Ordinal);
    }

    [Fact]
    public void Activations_are_one_or_one_for_each_hidden_layer()
    {
        NamedTensor[][] layers = [Linear("0", 3, 5), Linear("2", 5, 4), Linear("4", 4, 2)];
        var mixed = new ImportHints { Activations = [Activation.Relu, Activation.Tanh] };
        Assert.Equal([Activation.Relu, Activation.Tanh], Read(mixed, layers).Activations);
        Assert.Equal("3 inputs -> 0: 5, relu -> 2: 4, tanh -> 4: 2 logits", Read(mixed, layers).Lines[0]);
        Assert.Equal(Activation.Relu, Read(Relu with { Activations = [Activation.Relu, Activation.Relu] }, layers).ToNetwork().Activation);
        Assert.Contains("--activation names 2 functions", Refused(mixed, Linear("0", 3, 5), Linear("2", 5, 2)), StringComparison.Ordinal);
        Assert.Contains("give --activation A, one of relu", Refused(new ImportHints(), layers), StringComparison.Ordinal);
        Assert.Contains(
            "relu,relu by --activation and relu,tanh by the list",
            Refused(Relu with { Layers = ["0", "relu", "2", "tanh", "4"] }, layers), StringComparison.Ordinal);
        Assert.Equal([], Read(new ImportHints(), Linear("fc", 3, 2)).Activations);
    }

    public static TheoryData<string, NamedTensor[]> Foreign() => new()
    {
        { "a convolution or the like: its weight has shape [4, 3, 2, 2]", [Filled("conv.weight", 4, 3, 2, 2), Filled("conv.bias", 4)] },
        { "a LayerNorm, a GroupNorm, or a batch normalization without running statistics", [Filled("n.weight", 5), Filled("n.bias", 5)] },
        { "a PReLU, an RMSNorm or the like", [Filled("1.weight", 1)] },
        { "attention", [Filled("a.in_proj_weight", 9, 3), Filled("a.in_proj_bias", 9)] },
        { "a recurrent layer", [Filled("rnn.weight_ih_l0", 9, 3), Filled("rnn.weight_hh_l0", 9, 3)] },
    };

    [Theory]
    [MemberData(nameof(Foreign))]
    public void Other_layers_are_refused_by_name(string reason, NamedTensor[] module)
    {
        NamedTensor[][] all = [Linear("0", 3, 5), module, Linear("2", 5, 2)];
        Assert.Contains(reason, Refused(Relu, all), StringComparison.Ordinal);
        Assert.Contains(reason, Refused(Relu with { IsChecked = true }, all), StringComparison.Ordinal);
        var hints = Relu with { Layers = ["0", "2"] };
        Assert.Contains("--layers leaves out", Refused(hints, all), StringComparison.Ordinal);
        Assert.Equal("3-5-2", Widths(Read(hints with { IsChecked = true }, all)));
    }

    public static TheoryData<string, string[]> Stated() => new()
    {
        { "names '0' twice", ["0", "0"] },
        { "names 'mish', which is no module of the file, no activation and not dropout; its modules are 0, 2", ["0", "mish", "2"] },
        { "no activation is named", ["0", "2", "relu", "4"] },
        { "ends with an activation", ["0", "relu", "2", "relu"] },
        { "an activation of the inputs", ["relu", "0", "relu", "2"] },
        { "2.weight has shape [4, 5], but the layer before it gives 2 outputs", ["4", "2"] },
    };

    [Theory]
    [MemberData(nameof(Stated))]
    public void A_list_of_layers_that_is_none_is_refused(string message, string[] layers) => Assert.Contains(
        message,
        Refused(
            Relu with { Layers = [.. layers], IsChecked = true }, Linear("0", 3, 5), Linear("2", 5, 4),
            layers.Contains("4") ? Linear("4", 4, 2) : []),
        StringComparison.Ordinal);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_the_engine_writes_is_read_without_hints(bool dropout)
    {
        var network = Read(ReluEps, Linear("0", 3, 5), Norm("1", 5), Linear("3", 5, 4), Linear("5", 4, 2)).ToNetwork();
        var (tensors, texts) = (SequentialWriter.ToTensors(network, dropout), NetworkMetadata.Write(network, dropout));
        var read = NetworkImport.Read(tensors, texts, new ImportHints(), Source);
        Assert.True(read.IsPlain);
        Assert.Empty(read.Guesses);
        Assert.Equal("order of the layers: as the file's metadata says", read.Lines[1]);
        Assert.Equal(network.Layers.Select(layer => layer.Weight), read.Layers.Select(layer => layer.Weight));
        Assert.Equal(
            "--activation is tanh, but net.safetensors says in its metadata that it is relu (network.activation); leave --activation out",
            Message(texts, new ImportHints { Activations = [Activation.Tanh] }));
        Assert.Contains("--bn-eps is 0.1, but", Message(texts, new ImportHints { Epsilons = [0.1f] }), StringComparison.Ordinal);
        Assert.Contains("--layers is 0,1, but", Message(texts, new ImportHints { Layers = ["0", "1"] }), StringComparison.Ordinal);
        // The same said again is no contradiction.
        NetworkImport.Read(tensors, texts, ReluEps, Source);

        string Message(IReadOnlyDictionary<string, string> metadata, ImportHints hints) =>
            Assert.Throws<UsageException>(() => NetworkImport.Read(tensors, metadata, hints, Source)).Message;
    }

    [Theory]
    [InlineData("network.modules", "0,1", "a JSON list")]
    [InlineData("network.modules", "[]", "a JSON list")]
    [InlineData("network.modules", "[null]", "a JSON list")]
    [InlineData("network.activation", "mish", "one of relu")]
    [InlineData("network.batch_norm_eps", "0", "a number above 0")]
    [InlineData("network.batch_norm_eps", "NaN", "a number above 0")]
    public void Metadata_that_says_nothing_readable_is_refused(string key, string text, string needed)
    {
        var metadata = new Dictionary<string, string> { [key] = text };
        var message = Assert.Throws<UserErrorException>(() => NetworkImport.Read(Linear("0", 3, 2), metadata, Relu, Source)).Message;
        Assert.StartsWith($"net.safetensors: the metadata's {key} is '", message, StringComparison.Ordinal);
        Assert.Contains(needed, message, StringComparison.Ordinal);
    }
}
