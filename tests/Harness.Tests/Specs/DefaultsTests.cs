using Engine.Ablation;
using Engine.Analysis;
using Engine.Data;
using Engine.Measures;
using Engine.Networks;
using Engine.Training;
using Harness.Specs.Json;

namespace Harness.Tests.Specs;

public class DefaultsTests
{
    /// <summary>The example of the contract, which shows the defaults but for name, dataset, hidden, validation, seeds and sweep.</summary>
    private const string Contract = """
        name: fashion-l2
        dataset: fashion-mnist
        input:    {mean: 0, std: 1}           # after the division below; numbers or one per channel
        network:  {hidden: [100, 100], activation: relu}
        training: {optimizer: adam, learning_rate: 0.001, batch_size: 128, epochs: 20, l2: 0, dropout: 0, batch_norm: false, validation: 10000}
        seeds: 5                              # = [0, 1, 2, 3, 4]; or a list
        sweep:    {training.l2: [0, 1e-5, 1e-4, 1e-3], network.hidden: [[100, 100], [30, 30]]}   # a grid over any keys
        measures: {split: validation, quantizer: one-bit, permutations: 200}
        ablation: {orders: [mutual-information, kl-selectivity, entropy, class-selectivity], random: 20, scopes: [layers, network], replace: zero, split: test}
        """;

    [Fact]
    public void The_contracts_example_is_read()
    {
        var experiment = Specs.Read(Contract);
        Assert.Equal("fashion-l2", experiment.Name);
        Assert.Equal([0, 1, 2, 3, 4], experiment.Seeds);
        Assert.Equal(8, experiment.Points.Length);
        Assert.Empty(experiment.Warnings);
        Assert.All(experiment.Points, point => Assert.Equal(10000, point.Spec.Validation));
    }

    [Fact]
    public void What_the_contract_shows_are_the_defaults()
    {
        var shown = Specs.Read(Contract, "sweep={}", "training.validation=5000").Points.Single().Spec;
        var bare = Specs.Read(
            "name: fashion-l2\ndataset: fashion-mnist\nnetwork: {hidden: [100, 100]}", "training.validation=5000").Points.Single().Spec;
        Assert.Equal(CanonicalJson.Of(bare, "simd"), CanonicalJson.Of(shown, "simd"));
        Assert.Equal(bare, shown);
    }

    [Fact]
    public void The_defaults_are_these()
    {
        var experiment = Specs.Read(Specs.Minimal);
        Assert.Equal([0], experiment.Seeds);
        Assert.Empty(experiment.Sweep.Axes);
        var run = Assert.Single(experiment.Points).Spec;
        Assert.Equal(DataSetRequest.Named("digits"), run.Dataset);
        Assert.Equal(InputTransform.Identity, run.Input);
        Assert.Equal([30], run.Network.Hidden);
        Assert.Equal(Activation.Relu, run.Network.Activation);
        Assert.Equal(
            new TrainingOptions
            {
                Optimizer = OptimizerKind.Adam,
                LearningRate = 0.001,
                BatchSize = 128,
                Epochs = 20,
                Initialization = Initialization.He,
            },
            run.Training);
        Assert.False(run.BatchNorm);
        Assert.Null(run.Validation);
        Assert.Equal([Split.Validation], run.Measures.Splits);
        Assert.Equal([QuantizerRule.OneBit], run.Measures.Quantizers);
        Assert.Equal(200, run.Measures.Permutations);
        Assert.Equal(
            [MutualInformation.Definition, KlSelectivity.Definition, Entropy.Definition, ClassSelectivity.Definition], run.Ablation.Orders);
        Assert.Equal(20, run.Ablation.Random);
        Assert.Equal([ScopeChoice.Layers, ScopeChoice.Network], run.Ablation.Scopes);
        Assert.Equal(Replacement.Zero, run.Ablation.Replace);
        Assert.Equal(Split.Test, run.Ablation.Split);
        Assert.Equal(4, run.Ablation.Checks);
    }

    [Theory]
    [InlineData("relu", Initialization.He)]
    [InlineData("leaky-relu", Initialization.He)]
    [InlineData("tanh", Initialization.Glorot)]
    [InlineData("sigmoid", Initialization.Glorot)]
    [InlineData("elu", Initialization.He)]
    [InlineData("gelu", Initialization.He)]
    [InlineData("gelu-tanh", Initialization.He)]
    [InlineData("silu", Initialization.He)]
    [InlineData("softplus", Initialization.Glorot)]
    [InlineData("hard-tanh", Initialization.Glorot)]
    public void Weights_are_drawn_as_the_activation_needs(string activation, Initialization expected) =>
        Assert.Equal(expected, Specs.Run("", $"network.activation={activation}").Training.Initialization);

    [Fact]
    public void Logistic_regression_has_no_hidden_layer_and_glorot_weights()
    {
        var run = Specs.Read("name: a\ndataset: mnist\nnetwork: {model: logistic}").Points.Single().Spec;
        Assert.Equal(NetworkModel.Logistic, run.Network.Model);
        Assert.Empty(run.Network.Hidden);
        Assert.Equal(Initialization.Glorot, run.Training.Initialization);
        Assert.Equal(run, Specs.Read("name: a\ndataset: mnist\nnetwork: {model: logistic, hidden: []}").Points.Single().Spec);
    }

    [Fact]
    public void Softplus_is_never_negative_and_keeps_every_default_order()
    {
        var experiment = Specs.Read(Specs.Minimal, "network.activation=softplus");
        Assert.Contains(ClassSelectivity.Definition, experiment.Points.Single().Spec.Ablation.Orders);
        Assert.Empty(experiment.Warnings);
    }

    [Theory]
    [InlineData("tanh")]
    [InlineData("leaky-relu")]
    [InlineData("elu")]
    [InlineData("gelu")]
    [InlineData("gelu-tanh")]
    [InlineData("silu")]
    [InlineData("hard-tanh")]
    public void A_default_order_that_does_not_apply_is_left_out_with_a_warning(string activation)
    {
        var experiment = Specs.Read(Specs.Minimal, $"network.activation={activation}");
        Assert.DoesNotContain(ClassSelectivity.Definition, experiment.Points.Single().Spec.Ablation.Orders);
        Assert.Equal(3, experiment.Points.Single().Spec.Ablation.Orders.Length);
        Assert.Contains("class-selectivity", Assert.Single(experiment.Warnings), StringComparison.Ordinal);
        Assert.Contains(activation, experiment.Warnings[0], StringComparison.Ordinal);
    }
}
