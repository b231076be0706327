using System.Collections.Immutable;
using Engine;
using Engine.Ablation;
using Engine.Analysis;
using Engine.Data;
using Engine.Inference;
using Engine.Measures;
using Engine.Networks;
using Engine.Numerics;
using Testing.Analysis;

namespace Kernels.Tests.Analysis;

/// <summary>The layers after a network's first hidden layer, on that layer's outputs, against the whole network on its inputs.</summary>
public sealed class BeginsWithOutputsTests
{
    private static readonly AblationOptions Ablation = AnalyzedNetwork.Ablation with { Classes = true };

    [Theory]
    [InlineData(Activation.Relu, Activation.Relu, Replacement.Zero)]
    [InlineData(Activation.Relu, Activation.Relu, Replacement.Mean)]
    [InlineData(Activation.Relu, Activation.Tanh, Replacement.Resample)]
    // Their outputs are negative where the activation, applied again, would change them.
    [InlineData(Activation.Gelu, Activation.Relu, Replacement.Zero)]
    [InlineData(Activation.Sigmoid, Activation.Gelu, Replacement.Mean)]
    [InlineData(Activation.Tanh, Activation.Tanh, Replacement.Resample)]
    public void The_findings_are_those_of_the_whole_network(Activation first, Activation second, Replacement replace)
    {
        var whole = Whole(first, [9, 5], [first, second]);
        var measures = AnalyzedNetwork.Measures with { Sensitivity = [new QuantizerRule(QuantizerKind.Uniform, 2)], Resamples = 3 };
        var orders = Ablation.Orders.RemoveAll(measure => measure.Name == ClassSelectivity.Definition.Name);
        RequireSame(whole, measures, Ablation with { Replace = replace, Orders = orders });
    }

    [Fact]
    public void One_layer_after_them_gives_logits() =>
        RequireSame(Whole(Activation.LeakyRelu, [9], [Activation.LeakyRelu]), AnalyzedNetwork.Measures, Ablation);

    [Fact]
    public void The_outputs_of_the_layer_are_the_inputs_however_small()
    {
        float[] outputs = [-1e-30f, 1e-42f, -2, 3];
        var network = Network.OfOutputs(Activation.Relu, [new DenseLayer(2, 2, [1, 0, 0, 1], [0, 0])], []);
        using var session = new SimdDevice().Open(network, AnalyzedNetwork.Resources);
        var layer = session.Measure(
            new LabelledData(new FloatFeatures(outputs, 2, 2), [0, 1], 2), [QuantizerRule.OneBit], false,
            TestContext.Current.CancellationToken).Single();
        Assert.Equal([(-2f, -1e-30f), (1e-42f, 3f)], layer.Statistics.Select(neuron => (neuron.Min, neuron.Max)));
    }

    [Fact]
    public void Layers_that_do_not_chain_are_refused()
    {
        ImmutableArray<DenseLayer> layers = [new DenseLayer(2, 3, new float[6], new float[3]), new DenseLayer(2, 2, new float[4], [0, 0])];
        var error = Assert.Throws<UserErrorException>(() => Network.OfOutputs(Activation.Relu, layers, [Activation.Relu]));
        Assert.Contains("layer 3 takes 2 inputs, but layer 2 gives 3", error.Message, StringComparison.Ordinal);
    }

    private static Network Whole(Activation activation, ImmutableArray<int> hidden, ImmutableArray<Activation> each) =>
        RandomNetworks.Create(
            new NetworkShape(6, hidden, 4, activation, true) { Mixed = each.Distinct().Count() > 1 ? each : [] }, 3);

    private static void RequireSame(Network whole, MeasureOptions measures, AblationOptions ablation)
    {
        var data = AnalyzedNetwork.Known;
        var head = Network.OfOutputs(whole.ActivationOf(1), whole.Layers[1..], whole.Activations[1..]);
        var outputs = new DataSplits(Outputs(whole, data.Train), Outputs(whole, data.Validation), Outputs(whole, data.Test));
        var expected = AnalyzedNetwork.Analyze(whole, measures, ablation, data);
        var found = AnalyzedNetwork.Analyze(head, measures, ablation, outputs);
        Assert.Equal(expected.Profiles.Length, found.Profiles.Length);
        Assert.All(expected.Profiles.Zip(found.Profiles), sets => Assert.Equal(
            sets.First.Profiles.Select(Numbers), sets.Second.Profiles.Select(Numbers)));
        Assert.NotEmpty(expected.Curves);
        Assert.Equal(expected.Curves.Select(curve => Numbers(curve.Curve)), found.Curves.Select(curve => Numbers(curve.Curve)));
        Assert.Equal(expected.Classes.Select(curve => Numbers(curve.Curve)), found.Classes.Select(curve => Numbers(curve.Curve)));
        Assert.Equal(expected.Insights.Select(insight => $"{insight}"), found.Insights.Select(insight => $"{insight}"));
        Assert.Equal(expected.Binned.Select(neuron => Numbers(neuron.Profile)), found.Binned.Select(neuron => Numbers(neuron.Profile)));
    }

    private static string Numbers(NeuronProfile profile) => string.Join(
        ' ', KnownMeasures.All.Select(measure => $"{profile[measure]:R}").Append(
            $"{profile.Id} {profile.Activation} {profile.Statistics.Min:R} {profile.Statistics.Max:R} {profile.QValue:R} {profile.Null} "
                + $"{profile.Interval} {string.Join(",", profile.Histogram.Quantizer.Edges.ToArray())}"));

    private static string Numbers(AblationCurve curve) =>
        $"{curve.Scope} {curve.Order} {curve.Direction} {curve.Repetition}: {string.Join(' ', curve.Removed)}; "
            + $"{string.Join(' ', curve.Correct)}; {string.Join(' ', curve.Loss.Select(loss => $"{loss:R}"))}";

    /// <summary>The samples as outputs of the first hidden layer.</summary>
    private static LabelledData Outputs(Network network, LabelledData data)
    {
        var width = network.Layers[0].Outputs;
        var values = new float[data.Samples * width];
        using var packed = new PackedNetwork(network);
        using var team = new WorkerTeam(1);
        ForwardScan.Run(packed, data.Features, team, VectorWidths.Widest, (pass, first, count) =>
        {
            for (var row = 0; row < count; row++)
                pass.Output(1)[row].CopyTo(values.AsSpan((first + row) * width, width));
        }, TestContext.Current.CancellationToken);
        return new LabelledData(new FloatFeatures(values, data.Samples, width), data.Labels, data.Classes);
    }
}
