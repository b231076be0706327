using Engine.Ablation;
using Engine.Analysis;
using Engine.Analysis.Insights;
using Engine.Data;
using Engine.Measures;

namespace Kernels.Tests.Analysis;

/// <summary>The readings of a whole analysis, against what its curves and profiles say.</summary>
public sealed class NetworkInsightsTests
{
    private static readonly AblationOptions Ablation =
        AnalyzedNetwork.Ablation with { Orders = [MutualInformation.Definition, MeanActivation.Definition, SingleDrop.Definition] };

    private static readonly string[] Suffixes = ["_2", "_5", "_10"];

    private static readonly MeasureOptions Measures = AnalyzedNetwork.Measures with { Splits = [Split.Validation, Split.Test] };

    private static readonly NetworkFindings Findings = AnalyzedNetwork.Analyze(
        AnalyzedNetwork.Create(), Measures, Ablation, AnalyzedNetwork.Known);

    [Fact]
    public void Every_reading_stands_once_for_what_it_is_read_off()
    {
        Assert.Equal(
            Findings.Insights.Length, Findings.Insights.DistinctBy(insight => (
                insight.Scope, insight.Order, insight.Quantizer, insight.MeasureSplit, insight.Reading.Name, insight.Reading.Direction))
                .Count());
        string[] ranking =
        [
            "plateau ascending", "plateau descending", "sufficient ascending", "destroying descending",
            "redundant_low ascending", "redundant_high descending",
            "area_vs_random ascending", "area_vs_random_rank ascending", "area_vs_random descending", "area_vs_random_rank descending",
            "interaction_max ascending", "interaction_min ascending", "interaction_max descending", "interaction_min descending",
            .. Both(SharesVsRandom.Percents.Select(SharesVsRandom.NameOf)),
            .. Suffixes.SelectMany(suffix => new[]
            {
                $"plateau{suffix} ascending", $"plateau{suffix} descending", $"sufficient{suffix} ascending",
                $"redundant_low{suffix} ascending", $"redundant_high{suffix} descending",
            }),
        ];
        string[] reversal =
            [.. Both([.. SharesVsRandom.Percents.Select(Reversal.MeanNameOf), "reversal", "reversal_last_share"])];
        string[] within = ["simpson_within", "simpson_within_p", "simpson_within_all", "simpson_within_all_p"];
        string[] pooled =
            ["simpson_pooled", "simpson_pooled_p", "simpson_pooled_all", "simpson_pooled_all_p", .. reversal];
        foreach (var scope in new[] { new AblationScope(1), new AblationScope(2), AblationScope.Network })
        {
            string[] simpson = scope.IsNetwork ? [.. within, .. pooled] : within;
            Assert.Equal(
                [
                    "intact_accuracy", "inactive", "inactive", "effectively_inactive",
                    .. Measures.Splits.SelectMany(_ => new[]
                    {
                        "always_on", "always_on_matter", "always_on_matter_2", "always_on_matter_5", "always_on_matter_10",
                    }),
                ],
                Names(scope, null, null));
            foreach (var split in Measures.Splits)
            {
                foreach (var quantizer in Measures.Quantizers)
                    Assert.Equal(
                        Suffixes.Select(suffix => $"synergistic{suffix}").Append("synergistic").Concat(ranking).Concat(simpson).Order(),
                        Names(scope, "mutual-information", split, quantizer).Order());
                Assert.Equal(ranking.Concat(simpson).Order(), Names(scope, "mean-activation", split).Order());
                // Correlated with itself it would say nothing.
                Assert.Equal(
                    ranking.Concat(scope.IsNetwork ? reversal : []).Order(),
                    Names(scope, "single-drop", split).Order());
            }
        }
        Assert.All(Findings.Insights, insight => Assert.NotEmpty(insight.Reading.Detail));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Counts_are_those_of_the_profiles(int layer)
    {
        var scope = new AblationScope(layer);
        var set = Findings.Profiles.Last(set => set.Split == Split.Test);
        Assert.Equal(set.In(scope).Count(profile => profile.Statistics.Inactive), Value(scope, "inactive", null, Split.Test));
        Assert.Equal(set.In(scope).Count(profile => profile.EffectivelyInactive == true), Value(scope, "effectively_inactive", null, null));
        Assert.Equal(Findings.Curves[0].Curve.Accuracy(0), Value(scope, "intact_accuracy", null, null));
    }

    [Fact]
    public void Interaction_is_the_joint_drop_less_the_single_ones()
    {
        var drops = Findings.Profiles.Last(set => set.Split == Split.Test).Profiles.ToDictionary(
            profile => profile.Id, profile => profile.SingleDrop);
        var curve = Curve(AblationScope.Network, "mean-activation", AblationDirection.Descending);
        var along = Enumerable.Range(0, curve.Width + 1)
            .Select(step => curve.Accuracy(0) - curve.Accuracy(step) - curve.Removed.Take(step).Sum(id => drops[id])).ToArray();
        Assert.Equal(
            along.Max(),
            Value(AblationScope.Network, "interaction_max", "mean-activation", Split.Validation, AblationDirection.Descending),
            1e-12);
        Assert.Equal(
            along.Min(),
            Value(AblationScope.Network, "interaction_min", "mean-activation", Split.Validation, AblationDirection.Descending),
            1e-12);
    }

    [Fact]
    public void The_pooled_correlation_is_spearmans_over_the_active_neurons()
    {
        var active = Findings.Profiles.First().Profiles.Where(profile => !profile.Statistics.Inactive).ToArray();
        var drops = Findings.Profiles.Last(set => set.Split == Split.Test).Profiles.ToDictionary(
            profile => profile.Id, profile => profile.SingleDrop);
        var expected = Spearman.Correlation(
            [.. active.Select(profile => profile.Statistics.Mean)], [.. active.Select(profile => drops[profile.Id])]);
        // They stand in the table beside the drops of the measured split.
        Assert.All(active, profile => Assert.Equal(drops[profile.Id], profile.AblatedDrop));
        Assert.Equal(expected, Value(AblationScope.Network, "simpson_pooled", "mean-activation", Split.Validation), 1e-12);
    }

    [Fact]
    public void A_single_drop_is_the_first_step_of_a_curve_that_begins_with_the_neuron()
    {
        var scope = new AblationScope(1);
        foreach (var profile in Findings.Profiles.Last(set => set.Split == Split.Test).In(scope))
        {
            NeuronId[] removed = [profile.Id, .. scope.Neurons(AnalyzedNetwork.Create().Shape).Where(id => id != profile.Id)];
            var request = new AblationRequest(
                AnalyzedNetwork.Known.Test, scope, [new AblationOrder("first", AblationDirection.Ascending, 0, removed)], 0, 0);
            var curve = Assert.Single(
                new ReferenceAblation(AnalyzedNetwork.Create()).Ablate(request, TestContext.Current.CancellationToken));
            Assert.Equal(curve.Accuracy(0) - curve.Accuracy(1), profile.SingleDrop, 1e-12);
        }
    }

    [Fact]
    public void Synergistic_neurons_are_removed_together()
    {
        // At a significance of 0 every active neuron is a candidate; without all of them a network that knows something knows less.
        var findings = AnalyzedNetwork.Analyze(
            AnalyzedNetwork.Create(), AnalyzedNetwork.Measures, Ablation, AnalyzedNetwork.Known,
            insights: new InsightOptions { Tolerances = [0], Significance = 0, Permutations = 10 });
        var insight = findings.Insights.Single(
            insight => insight.Scope.IsNetwork && insight.Reading.Name == "synergistic" && insight.Quantizer == QuantizerRule.OneBit);
        var active = findings.Profiles[0].Profiles.Count(profile => !profile.Statistics.Inactive && profile.QValue > 0);
        Assert.Contains($"without the {active} active neurons", insight.Reading.Detail, StringComparison.Ordinal);
        Assert.Equal(active, insight.Reading.Value);
    }

    [Fact]
    public void Other_thresholds_give_other_readings()
    {
        var settings = new InsightOptions { Tolerances = [0.5] };
        var loose =
            AnalyzedNetwork.Analyze(AnalyzedNetwork.Create(), Measures, Ablation, AnalyzedNetwork.Known, insights: settings).Insights;
        Assert.NotEqual(
            Findings.Insights.Where(IsPlateau).Select(insight => insight.Reading.Value),
            loose.Where(IsPlateau).Select(insight => insight.Reading.Value));

        static bool IsPlateau(Insight insight) => insight.Reading.Name == "plateau";
    }

    [Fact]
    public void Tolerances_stand_side_by_side_and_the_headline_is_five_percent()
    {
        foreach (var name in new[] { "plateau", "sufficient", "redundant_low", "redundant_high", "synergistic", "always_on_matter" })
        {
            var headline = Values(name);
            Assert.NotEmpty(headline);
            Assert.Equal(headline, Values(name + "_5"));
        }
        Assert.All(Values("sufficient_2").Zip(Values("sufficient_5")), pair => Assert.True(pair.First >= pair.Second));
        Assert.All(Values("sufficient_5").Zip(Values("sufficient_10")), pair => Assert.True(pair.First >= pair.Second));
        Assert.NotEqual(Values("sufficient_2"), Values("sufficient_10"));

        static double[] Values(string name) =>
            [.. Findings.Insights.Where(insight => insight.Reading.Name == name).Select(insight => insight.Reading.Value)];
    }

    [Fact]
    public void At_chance_what_is_relative_to_it_is_undefined_and_says_why()
    {
        // Labels that have nothing to do with the network, the largest class larger than what it gets right by luck.
        var data = AnalyzedNetwork.Known with
        {
            Test = new LabelledData(
                AnalyzedNetwork.Known.Test.Features, [.. Enumerable.Range(0, 170).Select(i => (byte)(i < 169 ? 0 : 1))], 4),
        };
        var insights = AnalyzedNetwork.Analyze(AnalyzedNetwork.Create(), AnalyzedNetwork.Measures, Ablation, data).Insights;
        foreach (var name in new[]
        {
            "plateau", "sufficient", "destroying", "redundant_low", "redundant_high", "area_vs_random", "synergistic",
        })
        {
            var found = insights.Where(insight => insight.Reading.Name == name).ToArray();
            Assert.NotEmpty(found);
            Assert.All(found, insight => Assert.Equal(double.NaN, insight.Reading.Value));
            Assert.All(found, insight => Assert.Contains("does not exceed 0.9941", insight.Reading.Detail, StringComparison.Ordinal));
        }
        Assert.All(
            insights.Where(insight => insight.Reading.Name is "intact_accuracy" or "inactive" or "interaction_max"),
            insight => Assert.True(double.IsFinite(insight.Reading.Value)));
    }

    private static IEnumerable<string> Both(IEnumerable<string> names) =>
        names.SelectMany(name => new[] { $"{name} ascending", $"{name} descending" });

    private static AblationCurve Curve(AblationScope scope, string order, AblationDirection direction) => Findings.Curves
        .First(ranked => ranked.Curve.Scope == scope
            && ranked.Curve.Order == order && ranked.Curve.Direction == direction && ranked.MeasureSplit == Split.Validation).Curve;

    private static double Value(AblationScope scope, string name, string? order, Split? split, AblationDirection? direction = null) =>
        Findings.Insights.Single(insight =>
            insight.Scope == scope && insight.Reading.Name == name
            && insight.Order == order && insight.MeasureSplit == split && insight.Reading.Direction == direction).Reading.Value;

    private static string[] Names(AblationScope scope, string? order, Split? split, QuantizerRule? quantizer = null) =>
    [
        .. Findings.Insights
            .Where(insight => insight.Scope == scope
                && insight.Order == order && (split is null || insight.MeasureSplit == split) && insight.Quantizer == quantizer)
            .Select(insight =>
                insight.Reading.Direction is { } direction ? $"{insight.Reading.Name} {direction.NameOf()}" : insight.Reading.Name),
    ];
}
