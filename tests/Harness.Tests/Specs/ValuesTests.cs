using Engine.Ablation;
using Engine.Analysis;
using Engine.Data;
using Engine.Measures;
using Engine.Networks;
using Engine.Training;
using Harness.Specs.Json;

namespace Harness.Tests.Specs;

/// <summary>Every key takes its values.</summary>
public class ValuesTests
{
    [Fact]
    public void Training()
    {
        var run = Specs.Run("""
            training:
              optimizer: sgd
              learning_rate: 1E-2
              momentum: .9
              batch_size: 1
              epochs: 3
              l2: 1e-4
              dropout: 0.5
              initialization: glorot
              validation: 0
            measures: {split: train}
            """);
        Assert.Equal(
            new TrainingOptions
            {
                Optimizer = OptimizerKind.Sgd,
                LearningRate = 0.01,
                Momentum = 0.9,
                BatchSize = 1,
                Epochs = 3,
                L2 = 1e-4,
                Dropout = 0.5,
                Initialization = Initialization.Glorot,
            },
            run.Training);
        Assert.Equal(0, run.Validation);
        Assert.True(Specs.Run("training: {batch_norm: true}").BatchNorm);
    }

    [Fact]
    public void Input_takes_one_number_or_one_per_channel()
    {
        var run = Specs.Run("input: {mean: [0.49, 0.48, 0.45], std: 0.25}");
        var (mean, std) = run.Input.PerChannel(3);
        Assert.Equal([0.49, 0.48, 0.45], mean);
        Assert.Equal([0.25, 0.25, 0.25], std);
        Assert.Equal([-0.5, -0.5], Specs.Run("input: {mean: -0.5}").Input.PerChannel(2).Mean);
    }

    [Fact]
    public void What_papers_add_to_training_is_read_and_absent_from_the_text_of_a_run_without_it()
    {
        var training = Specs.Run(
            "training: {schedule: step, step_epochs: [9, 3], step_factor: 0.2, warmup: 2, l2_on: weights, input_dropout: 0.1}").Training;
        Assert.Equal(
            new LearningRateSchedule { Kind = ScheduleKind.Step, Milestones = [3, 9], Factor = 0.2, Warmup = 2 }, training.Schedule);
        Assert.Equal((L2Target.Weights, 0.1), (training.L2On, training.InputDropout));
        var layers = Specs.Run("training: {dropout: [0.1, 0.5]}", "network.hidden=[4, 4]");
        Assert.Equal([0.1, 0.5], layers.Training.Dropout.Values);
        Assert.Contains("\"dropout\":[0.1,0.5]", CanonicalJson.Of(layers, "simd"), StringComparison.Ordinal);
        Assert.Contains(
            "\"epochs\":20,\"patience\":3,\"l2\"", CanonicalJson.Of(Specs.Run("training: {patience: 3}"), "simd"),
            StringComparison.Ordinal);
        // As it was before there were these keys, so that ids stay.
        Assert.Contains(
            "\"training\":{\"optimizer\":\"adam\",\"learning_rate\":0.001,\"momentum\":0,\"batch_size\":128,\"epochs\":20,\"l2\":0,"
                + "\"dropout\":0,\"batch_norm\":false,\"initialization\":\"he\"}",
            CanonicalJson.Of(Specs.Run(""), "simd"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("input: standardize", InputFit.Standardize)]
    [InlineData("input: {fit: per-channel}", InputFit.PerChannel)]
    [InlineData("input: none", InputFit.None)]
    public void Input_is_fitted_by_name(string lines, InputFit fit)
    {
        var run = Specs.Run(lines);
        Assert.Equal(fit, run.Input.Fit);
        // The id of a run without a fit is the hash of the text that it was before there were fits.
        Assert.Contains(
            fit == InputFit.None ? """ "input":{"mean":0,"std":1},"network" """.Trim() : "\"input\":{\"fit\":\"",
            CanonicalJson.Of(run, "simd"), StringComparison.Ordinal);
        Assert.Equal(fit, Specs.Run("", lines.Replace("input: {fit: per-channel}", "input=per-channel").Replace(": ", "=")).Input.Fit);
    }

    [Fact]
    public void Measures_take_one_or_several()
    {
        var run = Specs.Run(
            "measures: {split: [train, test], quantizer: [one-bit, uniform-3, quantile-2, zero-uniform-8], permutations: 0}");
        Assert.Equal([Split.Train, Split.Test], run.Measures.Splits);
        Assert.Equal(["one-bit", "uniform-3", "quantile-2", "zero-uniform-8"], run.Measures.Quantizers.Select(rule => rule.Name));
        Assert.Equal(0, run.Measures.Permutations);
        Assert.Equal([new QuantizerRule(QuantizerKind.Uniform, 4)], Specs.Run("measures: {quantizer: uniform-4}").Measures.Quantizers);
    }

    [Fact]
    public void Ablation()
    {
        var run = Specs.Run("ablation: {orders: [single-drop, outgoing-norm], random: 0, scopes: [network], replace: resample, split: "
            + "validation, checks: 0, classes: true}");
        Assert.Equal([SingleDrop.Definition, OutgoingNorm.Definition], run.Ablation.Orders);
        Assert.Equal(0, run.Ablation.Random);
        Assert.Equal([ScopeChoice.Network], run.Ablation.Scopes);
        Assert.Equal(Replacement.Resample, run.Ablation.Replace);
        Assert.Equal(Split.Validation, run.Ablation.Split);
        Assert.Equal(0, run.Ablation.Checks);
        Assert.True(run.Ablation.Classes);
        Assert.Empty(Specs.Run("ablation: {orders: []}").Ablation.Orders);
    }

    [Theory]
    [InlineData("relu", Activation.Relu)]
    [InlineData("leaky-relu", Activation.LeakyRelu)]
    [InlineData("tanh", Activation.Tanh)]
    [InlineData("sigmoid", Activation.Sigmoid)]
    [InlineData("elu", Activation.Elu)]
    [InlineData("gelu", Activation.Gelu)]
    [InlineData("gelu-tanh", Activation.GeluTanh)]
    [InlineData("silu", Activation.Silu)]
    [InlineData("softplus", Activation.Softplus)]
    [InlineData("hard-tanh", Activation.HardTanh)]
    public void Activations(string name, Activation expected) =>
        Assert.Equal(expected, Specs.Run("", $"network.activation={name}").Network.Activation);

    [Fact]
    public void A_folder_is_relative_to_the_spec()
    {
        var run = Specs.Run("", "dataset={idx: ../images}");
        Assert.Equal(DataSetKind.IdxFolder, run.Dataset.Kind);
        Assert.Equal("../images", run.Dataset.Text);
        Assert.Equal(Path.GetFullPath("images"), run.Dataset.Path);
        var cifar = Specs.Run("", "dataset={cifar: /data/cifar}");
        Assert.Equal(DataSetKind.CifarFolder, cifar.Dataset.Kind);
        Assert.Equal("/data/cifar", cifar.Dataset.Path);
    }

    [Theory]
    [InlineData("3", new long[] { 0, 1, 2 })]
    [InlineData("[7, 0, 9223372036854775807]", new long[] { 7, 0, long.MaxValue })]
    public void Seeds(string value, long[] expected) => Assert.Equal(expected, Specs.Read(Specs.Minimal + $"seeds: {value}").Seeds);

    [Fact]
    public void Anchors_stand_for_what_they_name()
    {
        var experiment = Specs.Read("""
            name: a
            dataset: digits
            network: {hidden: &wide [100, 100]}
            sweep: {network.hidden: [*wide, [30]]}
            """);
        Assert.Equal([100, 100], experiment.Points[0].Spec.Network.Hidden);
    }

    [Fact]
    public void Minus_zero_is_zero() => Assert.False(double.IsNegative(Specs.Run("training: {l2: -0.0}").Training.L2));

    [Fact]
    public void A_name_may_look_like_a_number() => Assert.Equal("2024.1", Specs.Read(Specs.Minimal, "name=2024.1").Name);
}
