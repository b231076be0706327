using Engine;
using Engine.Ablation;
using Engine.Analysis;
using Engine.Data;
using Engine.Measures;
using Engine.Networks;
using Testing.Analysis;

namespace Kernels.Tests.Analysis;

public sealed class NeuronProfilerTests
{
    private static readonly MeasureOptions Options = new()
    {
        Splits = [Split.Validation, Split.Test],
        Quantizers = [QuantizerRule.OneBit, AnalyzedNetwork.Uniform],
        Permutations = 0,
    };

    [Fact]
    public void One_set_for_each_split_and_quantizer_with_every_neuron_in_order()
    {
        var sets = AnalyzedNetwork.Profile(AnalyzedNetwork.Create(), Options);
        Assert.Equal(
            [(Split.Validation, "one-bit"), (Split.Validation, "uniform-3"), (Split.Test, "one-bit"), (Split.Test, "uniform-3")],
            sets.Select(set => (set.Split, set.Quantizer.Name)));
        NeuronId[] ids = [.. AblationScope.Network.Neurons(AnalyzedNetwork.Create().Shape)];
        Assert.All(sets, set => Assert.Equal(ids, set.Profiles.Select(profile => profile.Id)));
        Assert.All(sets, set => Assert.Equal(ids[9..], set.In(new AblationScope(2)).Select(profile => profile.Id)));
        Assert.All(sets[0].Profiles, profile => Assert.Equal(150, profile.Histogram.Counts.Samples));
        Assert.All(sets[2].Profiles, profile => Assert.Equal(170, profile.Histogram.Counts.Samples));
    }

    [Fact]
    public void Measures_are_those_of_the_plain_forward_pass()
    {
        var network = AnalyzedNetwork.Create();
        foreach (var layer in new[] { 1, 2 })
        {
            var outputs = PlainForwardPass.Layer(network, AnalyzedNetwork.Data.Validation, layer);
            var profiles = AnalyzedNetwork.Profile(network, Options)[0].In(new AblationScope(layer));
            for (var neuron = 0; neuron < profiles.Length; neuron++)
            {
                var counts = new int[8];
                for (var sample = 0; sample < 150; sample++)
                    counts[((outputs[(sample * profiles.Length) + neuron] > 0 ? 1 : 0) * 4)
                        + AnalyzedNetwork.Data.Validation.Labels[sample]]++;
                var histogram = new JointHistogram(2, 4, counts);
                Assert.Equal(MutualInformation.PlugIn(histogram), profiles[neuron][MutualInformation.Definition]);
                Assert.Equal(KlSelectivity.Of(histogram).Value, profiles[neuron][KlSelectivity.Definition]);
                Assert.Equal(Entropy.OfBins(histogram), profiles[neuron][Entropy.Definition]);
                Assert.Equal(counts[4..].Sum() / 150.0, profiles[neuron][FractionActive.Definition]);
                var weights = Enumerable.Range(0, network.Layers[layer].Outputs)
                    .Select(o => (double)network.Layers[layer].Incoming(o)[neuron]);
                Assert.Equal(Math.Sqrt(weights.Sum(weight => weight * weight)), profiles[neuron][OutgoingNorm.Definition], 12);
            }
        }
    }

    [Fact]
    public void Q_values_are_taken_over_all_neurons_of_the_network()
    {
        var set = AnalyzedNetwork.Profile(AnalyzedNetwork.Create(), Options)[0];
        var expected = BenjaminiHochberg.QValues([.. set.Profiles.Select(MutualInformation.ChiSquaredP)]);
        Assert.Equal(expected, set.Profiles.Select(profile => profile.QValue));
    }

    [Theory]
    [InlineData(Activation.Relu, true)]
    [InlineData(Activation.Sigmoid, true)]
    [InlineData(Activation.LeakyRelu, false)]
    [InlineData(Activation.Tanh, false)]
    [InlineData(Activation.Elu, false)]
    [InlineData(Activation.Gelu, false)]
    [InlineData(Activation.GeluTanh, false)]
    [InlineData(Activation.Silu, false)]
    [InlineData(Activation.Softplus, true)]
    [InlineData(Activation.HardTanh, false)]
    public void Class_selectivity_is_for_outputs_that_are_never_negative(Activation activation, bool applies)
    {
        var set = AnalyzedNetwork.Profile(AnalyzedNetwork.Create(activation), Options)[0];
        Assert.All(set.Profiles, profile => Assert.Equal(!applies, double.IsNaN(profile[ClassSelectivity.Definition])));
    }

    [Fact]
    public void A_permutation_null_is_there_where_one_is_asked_for_and_depends_on_the_seed()
    {
        Assert.All(
            AnalyzedNetwork.Profile(AnalyzedNetwork.Create(), Options),
            set => Assert.All(set.Profiles, profile => Assert.Null(profile.Null)));
        var with = Options with { Permutations = 30 };
        var first = AnalyzedNetwork.Profile(AnalyzedNetwork.Create(), with)[0].Profiles.Select(profile => profile.Null!.Value.NullMean)
            .ToArray();
        Assert.Equal(
            first, AnalyzedNetwork.Profile(AnalyzedNetwork.Create(), with)[0].Profiles.Select(profile => profile.Null!.Value.NullMean));
        Assert.NotEqual(
            first,
            AnalyzedNetwork.Profile(AnalyzedNetwork.Create(), with, seed: 8)[0].Profiles.Select(profile => profile.Null!.Value.NullMean));
    }

    [Fact]
    public void An_empty_split_is_the_users_mistake()
    {
        var error = Assert.Throws<UserErrorException>(
            () => AnalyzedNetwork.Profile(AnalyzedNetwork.Create(), Options, AnalyzedNetwork.NoValidation));
        Assert.Contains("measures.split is validation", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Zero_uniform_is_for_relu() => Assert.Throws<UserErrorException>(() =>
        AnalyzedNetwork.Profile(
            AnalyzedNetwork.Create(Activation.Tanh), Options with { Quantizers = [new QuantizerRule(QuantizerKind.ZeroUniform, 2)] }));
}
