using Engine;
using Engine.Ablation;
using Engine.Analysis;
using Engine.Data;
using Engine.Measures;

namespace Kernels.Tests.Analysis;

/// <summary>Scores that equal a measure's values give all that the measure gives, under their own name.</summary>
public sealed class OwnScoresTests
{
    private static readonly MeasureOptions Measures =
        new() { Splits = [Split.Validation, Split.Test], Quantizers = [QuantizerRule.OneBit, AnalyzedNetwork.Uniform], Permutations = 0 };

    [Fact]
    public void Curves_and_readings_are_those_of_the_measure()
    {
        var network = AnalyzedNetwork.Create();
        var first = AnalyzedNetwork.Profile(network, Measures)[0];
        var own = new NeuronScores("s.csv", [.. first.Profiles.Select(profile => (profile.Id, profile.Statistics.Mean))]).Under("mine");
        var findings = AnalyzedNetwork.Analyze(
            network, Measures, AnalyzedNetwork.Ablation with { Orders = [MeanActivation.Definition, own] });
        // One ranking whatever the splits and quantizers; that of the first split.
        foreach (var scope in findings.Curves.GroupBy(curve => curve.Curve.Scope))
        {
            RankedCurve[] mine = [.. scope.Where(curve => curve.Curve.Order == "mine")];
            RankedCurve[] means = [.. scope.Where(curve =>
                curve.Curve.Order == "mean-activation" && curve.MeasureSplit == Split.Validation)];
            Assert.Equal([AblationDirection.Ascending, AblationDirection.Descending], mine.Select(curve => curve.Curve.Direction));
            Assert.All(mine, curve => Assert.Equal((null, Split.Validation), (curve.Quantizer, curve.MeasureSplit)));
            Assert.Equal(means.Select(curve => curve.Curve.Removed), mine.Select(curve => curve.Curve.Removed));
            Assert.Equal(means.Select(curve => curve.Curve.Correct), mine.Select(curve => curve.Curve.Correct));
            Assert.Equal(means.Select(curve => curve.Curve.Loss), mine.Select(curve => curve.Curve.Loss));
        }
        var read = findings.Insights.Where(insight => insight.Order == "mine")
            .Select(insight => (insight.Scope, insight.Reading)).ToArray();
        Assert.Equal(
            findings.Insights.Where(insight => insight.Order == "mean-activation" && insight.MeasureSplit == Split.Validation)
                .Select(insight => (insight.Scope, insight.Reading)),
            read);
        Assert.Contains(read, insight => insight.Reading.Name.StartsWith("simpson", StringComparison.Ordinal));
    }

    [Fact]
    public void Scores_of_another_network_are_refused()
    {
        var own = new NeuronScores("s.csv", [(new NeuronId(1, 0), 1)]).Under("mine");
        var message = Assert.Throws<UserErrorException>(() => AnalyzedNetwork.Analyze(
            AnalyzedNetwork.Create(), Measures, AnalyzedNetwork.Ablation with { Orders = [own] })).Message;
        Assert.Contains("hidden layers of 9, 5 neurons: it has none of 13 neurons", message, StringComparison.Ordinal);
    }
}
