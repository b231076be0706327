using Engine;
using Engine.Ablation;
using Engine.Ablation.Replacing;
using Engine.Ablation.Selecting;
using Engine.Analysis;
using Engine.Data;
using Engine.Measures;
using Engine.Networks;
using Testing.Analysis;

namespace Kernels.Tests.Analysis;

public sealed class NeuronSelectorTests
{
    private static readonly QuantizerRule[] Quantizers = [QuantizerRule.OneBit, new(QuantizerKind.Uniform, 5)];

    public static TheoryData<int> Scopes => [0, 1, 2];

    /// <summary>With the symbols of the split and the quantizer that the profiles are of, the last chosen first.</summary>
    [Theory]
    [MemberData(nameof(Scopes))]
    public void It_selects_by_the_symbols_of_the_scopes_neurons(int layer)
    {
        var scope = new AblationScope(layer);
        var sets = AnalyzedNetwork.Profile(AnalyzedNetwork.Create(), Options(Split.Validation, Split.Test), AnalyzedNetwork.Known);
        using var session = new SimdDevice().Open(AnalyzedNetwork.Create(), AnalyzedNetwork.Resources);
        using var selector = Selector(session);
        foreach (var set in sets)
        {
            var (codes, data) = (Codes(session, set), AnalyzedNetwork.Known[set.Split]);
            int[] within = [.. Enumerable.Range(0, 14).Where(at => layer == 0 || set.Profiles[at].Id.Layer == layer)];
            int[] active = [.. within.Where(at => !set.Profiles[at].Statistics.Inactive)];
            foreach (var criterion in Selections.All.Where(order => order.NeedsQuantizer).Select(order => order.Selection!.Value))
            {
                int[] expected = [.. new PlainSelection(codes, data.Labels).Order(criterion, active), .. within.Except(active)];
                Assert.Equal(expected.Reverse().Select(at => at - within[0]), selector.Ascending(criterion, scope, set));
            }
        }
    }

    /// <summary>Twenty neurons' symbols, by numpy and scikit-learn.</summary>
    [Fact]
    public void Scikit_learns_mutual_information_selects_the_same()
    {
        var python = PythonWitness.Require("numpy", "sklearn.metrics");
        var network = RandomNetworks.Create(new NetworkShape(6, [12, 8], 4, Activation.Tanh, false), 5);
        var options = Options(Split.Validation);
        foreach (var set in AnalyzedNetwork.Profile(network, options, AnalyzedNetwork.Known))
        {
            using var session = new SimdDevice().Open(network, AnalyzedNetwork.Resources);
            var (codes, labels) = (Codes(session, set), AnalyzedNetwork.Known.Validation.Labels);
            var answer = PythonScript.Ask(python, "selection.py", new
            {
                codes = Enumerable.Range(0, codes.Neurons).Select(neuron => codes.Of(neuron).ToArray().Select(code => (int)code)),
                labels = labels.Select(label => (int)label),
            });
            foreach (var order in Selections.All.Where(order => order.NeedsQuantizer))
            {
                int[] theirs = [.. answer.GetProperty(order.Name).EnumerateArray().Select(at => at.GetInt32())];
                using var selector = Selector(session);
                Assert.Equal(theirs.Reverse(), selector.Ascending(order.Selection!.Value, AblationScope.Network, set));
            }
        }
    }

    [Fact]
    public void An_analysis_follows_selections_in_both_directions_and_reads_them()
    {
        var ablation = AnalyzedNetwork.Ablation with { Orders = [MutualInformation.Definition, .. Selections.All] };
        var measures = AnalyzedNetwork.Measures with { Permutations = 0 };
        var found = AnalyzedNetwork.Analyze(AnalyzedNetwork.Create(), measures, ablation, AnalyzedNetwork.Known);
        foreach (var order in Selections.All)
        {
            // Two layers and the network, two quantizers, two directions.
            var curves = found.Curves.Where(ranked => ranked.Curve.Order == order.Name).ToArray();
            Assert.Equal(3 * (order.NeedsQuantizer ? 2 : 1) * 2, curves.Length);
            for (var i = 0; i < curves.Length; i += 2)
                Assert.Equal(curves[i].Curve.Removed.Reverse(), curves[i + 1].Curve.Removed);
            var read = found.Insights.Where(insight => insight.Order == order.Name && insight.Reading.Name == "sufficient");
            Assert.Equal(
                curves.Where(ranked => ranked.Curve.Direction == AblationDirection.Ascending)
                    .Select(ranked => (ranked.Curve.Scope, ranked.Quantizer, ranked.MeasureSplit)),
                read.Select(insight => (insight.Scope, insight.Quantizer, insight.MeasureSplit)));
            // A neuron has no value by a selection that could be correlated with anything.
            Assert.DoesNotContain(
                found.Insights,
                insight => insight.Order == order.Name && insight.Reading.Name.StartsWith("simpson", StringComparison.Ordinal));
        }
    }

    /// <summary>By hand: of 150 validation samples each third; the mean of the measured split takes the place of what is removed.</summary>
    [Fact]
    public void Greedy_accuracy_counts_on_samples_spread_over_the_measured_split()
    {
        var network = AnalyzedNetwork.Create();
        var ablation = AnalyzedNetwork.Ablation with
        {
            Orders = [Selections.All.Single(order => order.Selection == SelectionCriterion.GreedyAccuracy)],
            Replace = Replacement.Mean,
            GreedySamples = 50,
        };
        var found = AnalyzedNetwork.Analyze(network, AnalyzedNetwork.Measures, ablation, AnalyzedNetwork.Known);
        var data = AnalyzedNetwork.Known.Validation;
        int[] thirds = [.. Enumerable.Range(0, 50).Select(at => at * 3)];
        var picked = new LabelledData(
            new PickedFeatures(data.Features, thirds), [.. thirds.Select(at => data.Labels[at])], data.Classes);
        var means = found.Profiles[0].Profiles.GroupBy(profile => profile.Id.Layer)
            .Select(layer => layer.Select(profile => (float)profile.Statistics.Mean).ToArray()).ToArray();
        foreach (var ranked in found.Curves.Where(ranked => ranked.Curve.Direction == AblationDirection.Ascending))
        {
            Assert.Equal((Split.Validation, null), (ranked.MeasureSplit, ranked.Quantizer?.Name));
            Assert.Equal(
                new GreedyRemoval(network.ForInference(), picked, new MeanReplacements(means), new ParallelOptions())
                    .Order(ranked.Curve.Scope),
                ranked.Curve.Removed);
        }
    }

    [Fact]
    public void Too_much_to_compute_is_refused_before_anything_is_measured()
    {
        var ablation = AnalyzedNetwork.Ablation with { Orders = Selections.All };
        var data = AnalyzedNetwork.Data;
        ablation.RequireFit(new NetworkShape(6, [100, 100], 4, Activation.Relu, false), data, [Split.Validation]);
        var mistake = Assert.Throws<UserErrorException>(() => ablation.RequireFit(
            new NetworkShape(6, [5000, 5000], 4, Activation.Relu, false), data, [Split.Validation]));
        Assert.Contains("leave the order out", mistake.Message, StringComparison.Ordinal);
    }

    private static MeasureOptions Options(params Split[] splits) =>
        new() { Splits = [.. splits], Quantizers = [.. Quantizers], Permutations = 0 };

    private static NeuronSelector Selector(IAnalysisSession session) =>
        new(session, AnalyzedNetwork.Known, Replacements.Zero, new AblationOptions(), 2, TestContext.Current.CancellationToken);

    private static NeuronCodes Codes(IAnalysisSession session, ProfileSet set) => NeuronCodes.Join(
        [.. session.Measure(AnalyzedNetwork.Known[set.Split], [set.Quantizer], true, TestContext.Current.CancellationToken)
            .Select(layer => layer.Quantized[0].Codes!)]);
}
