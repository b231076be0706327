using Engine;
using Engine.Ablation;
using Engine.Analysis;
using Engine.Data;
using Engine.Measures;
using Engine.Networks;
using Testing.Analysis;

namespace Kernels.Tests.Analysis;

public sealed class NetworkAnalyzerTests
{
    [Fact]
    public void Curves_of_every_scope_on_the_split_asked_for()
    {
        var findings = AnalyzedNetwork.Analyze(AnalyzedNetwork.Create(), AnalyzedNetwork.Measures, AnalyzedNetwork.Ablation);
        // Mutual information under two quantizers, the mean activation, both ways; two random orders; three scopes.
        Assert.Equal(3 * ((3 * 2) + 2), findings.Curves.Length);
        Assert.Equal(["layer-1", "layer-2", "network"], findings.Curves.Select(curve => curve.Curve.Scope.Name).Distinct());
        Assert.All(findings.Curves, curve => Assert.Equal(170, curve.Curve.Total));
        Assert.All(findings.Curves, curve => Assert.All(curve.Curve.Loss, loss => Assert.True(double.IsFinite(loss))));
        Assert.Equal(2, findings.Profiles.Length);
    }

    [Fact]
    public void The_curves_are_those_of_the_plain_reference()
    {
        var network = AnalyzedNetwork.Create();
        var reference = new ReferenceAblation(network);
        var curves = AnalyzedNetwork.Analyze(network, AnalyzedNetwork.Measures, AnalyzedNetwork.Ablation).Curves;
        foreach (var found in curves.Select(ranked => ranked.Curve))
        {
            var order = new AblationOrder(found.Order, found.Direction, found.Repetition, found.Removed);
            var request = new AblationRequest(AnalyzedNetwork.Data.Test, found.Scope, [order], 0, 0);
            Agreement.Curves(Assert.Single(reference.Ablate(request, TestContext.Current.CancellationToken)), found);
        }
    }

    [Fact]
    public void All_orders_of_a_scope_begin_and_end_alike()
    {
        var curves = AnalyzedNetwork.Analyze(AnalyzedNetwork.Create(), AnalyzedNetwork.Measures, AnalyzedNetwork.Ablation)
            .Curves.Select(ranked => ranked.Curve);
        foreach (var scope in curves.GroupBy(curve => curve.Scope))
        {
            // The end is the biases alone, to the last bit; at the beginning sums are taken in different orders.
            Assert.Single(scope.Select(curve => (curve.Correct[^1], curve.Loss[^1])).Distinct());
            Assert.All(scope, curve => Agreement.Close(scope.First().Loss[0], curve.Loss[0], "intact loss"));
        }
    }

    [Fact]
    public void A_network_without_hidden_layers_has_neither_profiles_nor_curves()
    {
        var logistic = RandomNetworks.Create(new NetworkShape(6, [], 4, Activation.Relu, false), 1);
        var findings = AnalyzedNetwork.Analyze(logistic, AnalyzedNetwork.Measures, AnalyzedNetwork.Ablation, AnalyzedNetwork.NoValidation);
        Assert.Empty(findings.Profiles);
        Assert.Empty(findings.Curves);
    }

    [Fact]
    public void Only_the_scopes_asked_for()
    {
        var findings = AnalyzedNetwork.Analyze(
            AnalyzedNetwork.Create(), AnalyzedNetwork.Measures, AnalyzedNetwork.Ablation with { Scopes = [ScopeChoice.Layers] });
        Assert.DoesNotContain(findings.Curves, curve => curve.Curve.Scope.IsNetwork);
        Assert.Empty(
            AnalyzedNetwork.Analyze(
                AnalyzedNetwork.Create(), AnalyzedNetwork.Measures, AnalyzedNetwork.Ablation with { Scopes = [] }).Curves);
    }

    [Fact]
    public void Empty_splits_are_the_users_mistake_and_named_by_their_setting()
    {
        var measures = Assert.Throws<UserErrorException>(() => AnalyzedNetwork.Analyze(
            AnalyzedNetwork.Create(), AnalyzedNetwork.Measures, AnalyzedNetwork.Ablation, AnalyzedNetwork.NoValidation));
        Assert.Contains("measures.split is validation", measures.Message, StringComparison.Ordinal);
        var ablation = Assert.Throws<UserErrorException>(() => AnalyzedNetwork.Analyze(
            AnalyzedNetwork.Create(),
            AnalyzedNetwork.Measures with { Splits = [Split.Test] },
            AnalyzedNetwork.Ablation with { Split = Split.Validation },
            AnalyzedNetwork.NoValidation));
        Assert.Contains("ablation.split is validation", ablation.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_seeds_differ_in_their_random_curves_and_in_nothing_that_is_ranked()
    {
        var first = AnalyzedNetwork.Analyze(AnalyzedNetwork.Create(), AnalyzedNetwork.Measures, AnalyzedNetwork.Ablation).Curves;
        var second = AnalyzedNetwork.Analyze(AnalyzedNetwork.Create(), AnalyzedNetwork.Measures, AnalyzedNetwork.Ablation, seed: 8).Curves;
        Assert.NotEqual(Losses(first.Where(IsRandom)), Losses(second.Where(IsRandom)));
        Assert.Equal(
            first.Where(curve => !IsRandom(curve)).Select(curve => curve.Quantizer),
            second.Where(curve => !IsRandom(curve)).Select(curve => curve.Quantizer));

        static bool IsRandom(RankedCurve curve) => curve.Curve.Direction == AblationDirection.Random;
        static double[] Losses(IEnumerable<RankedCurve> curves) => [.. curves.SelectMany(curve => curve.Curve.Loss)];
    }

    [Theory]
    [InlineData(Replacement.Zero)]
    [InlineData(Replacement.Mean)]
    [InlineData(Replacement.Resample)]
    public void Class_by_class_the_curves_are_those_of_the_class_and_add_up(Replacement replace)
    {
        var findings = AnalyzedNetwork.Analyze(
            AnalyzedNetwork.Create(), AnalyzedNetwork.Measures, AnalyzedNetwork.Ablation with { Classes = true, Replace = replace });
        var labels = AnalyzedNetwork.Data.Test.Labels;
        Assert.Equal(4 * findings.Curves.Length, findings.Classes.Length);
        foreach (var whole in findings.Curves)
        {
            var classes = findings.Classes.Where(curve => curve.Whole == whole).ToArray();
            Assert.Equal(Enumerable.Range(0, 4), classes.Select(curve => curve.Class));
            Assert.All(classes, curve => Assert.Equal(labels.Count(label => label == curve.Class), curve.Curve.Total));
            for (var step = 0; step <= whole.Curve.Width; step++)
            {
                Assert.Equal(whole.Curve.Correct[step], classes.Sum(curve => curve.Curve.Correct[step]));
                Agreement.Close(
                    whole.Curve.Loss[step],
                    classes.Sum(curve => curve.Curve.Loss[step] * curve.Curve.Total) / labels.Length,
                    "loss over the classes");
            }
        }
    }

    [Theory]
    [InlineData(Replacement.Mean)]
    [InlineData(Replacement.Resample)]
    public void Other_replacements_give_other_curves_and_other_single_drops(Replacement replace)
    {
        NetworkFindings Run(Replacement kind) => AnalyzedNetwork.Analyze(
            AnalyzedNetwork.Create(), AnalyzedNetwork.Measures, AnalyzedNetwork.Ablation with { Replace = kind }, AnalyzedNetwork.Known);

        var (zero, other) = (Run(Replacement.Zero), Run(replace));
        Assert.Equal(zero.Curves.Select(curve => curve.Curve.Order), other.Curves.Select(curve => curve.Curve.Order));
        Assert.NotEqual(zero.Curves.SelectMany(curve => curve.Curve.Loss), other.Curves.SelectMany(curve => curve.Curve.Loss));
        Assert.NotEqual(
            zero.Profiles[0].Profiles.Select(profile => profile.SingleDrop),
            other.Profiles[0].Profiles.Select(profile => profile.SingleDrop));
        Assert.Equal(
            zero.Profiles[0].Profiles.Select(profile => profile[MutualInformation.Definition]),
            other.Profiles[0].Profiles.Select(profile => profile[MutualInformation.Definition]));
    }

    [Fact]
    public void A_class_without_samples_has_no_curve()
    {
        var test = AnalyzedNetwork.Known.Test;
        var data = AnalyzedNetwork.Known with
        {
            Test = new LabelledData(test.Features, [.. Enumerable.Range(0, 170).Select(i => (byte)(i % 3 == 2 ? 3 : i % 3))], 4),
        };
        var findings = AnalyzedNetwork.Analyze(
            AnalyzedNetwork.Create(), AnalyzedNetwork.Measures, AnalyzedNetwork.Ablation with { Classes = true }, data);
        Assert.Equal([0, 1, 3], findings.Classes.Select(curve => curve.Class).Distinct().Order());
    }
}
