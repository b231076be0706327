using Harness.Specs.Json;

namespace Harness.Tests.Specs;

public class InsightTests
{
    [Fact]
    public void Thresholds_have_the_methods_defaults_and_show_in_the_runs_text()
    {
        var settings = Specs.Run("").Insights;
        Assert.Equal([0.02, 0.05, 0.1], settings.Tolerances);
        Assert.Equal(
            (0.05, 0.05, 0.05, 1000),
            (settings.Readings.Epsilon, settings.Readings.Delta, settings.Readings.Significance,
                settings.Permutations));
        Assert.Contains(
            ",\"insights\":{\"epsilon\":[0.02,0.05,0.1],\"delta\":0.05,\"significance\":0.05,\"permutations\":1000},",
            CanonicalJson.Of(Specs.Run(""), "simd"), StringComparison.Ordinal);
    }

    /// <summary>Runs of versions with one tolerance keep their ids, and those with several do not take theirs.</summary>
    [Fact]
    public void The_earlier_defaults_are_absent_from_the_runs_text() => Assert.DoesNotContain(
        "insights", CanonicalJson.Of(Specs.Run("insights: {epsilon: 0.02}"), "simd"), StringComparison.Ordinal);

    [Fact]
    public void One_that_is_given_shows_them_all() => Assert.Contains(
        ",\"insights\":{\"epsilon\":0,\"delta\":1,\"significance\":0.05,\"permutations\":1000},",
        CanonicalJson.Of(Specs.Run("insights: {epsilon: 0, delta: 1}"), "simd"), StringComparison.Ordinal);

    [Theory]
    [InlineData("[0.1, 0.05, 0.01]", new[] { 0.01, 0.05, 0.1 }, 0.05)]
    [InlineData("[0.1, 0.01]", new[] { 0.01, 0.1 }, 0.01)]
    [InlineData("0.2", new[] { 0.2 }, 0.2)]
    public void Tolerances_are_sorted_and_the_headline_is_five_percent_or_the_least(string given, double[] sorted, double headline)
    {
        var insights = Specs.Run($"insights: {{epsilon: {given}}}").Insights;
        Assert.Equal(sorted, insights.Tolerances);
        Assert.Equal(headline, insights.Readings.Epsilon);
    }

    [Theory]
    [InlineData("epsilon: -0.001", "insights.epsilon must be a number from 0 to 1")]
    [InlineData("epsilon: [0.1, 1.0001]", "each entry of insights.epsilon must be a number from 0 to 1")]
    [InlineData("epsilon: [0.1, 0.1]", "each entry of insights.epsilon must occur once")]
    [InlineData("epsilon: []", "a list of 1 to 8 values")]
    [InlineData("delta: NaN", "insights.delta must be a number from 0 to 1")]
    [InlineData("significance: 2", "insights.significance must be a number from 0 to 1")]
    [InlineData("permutations: 0", "insights.permutations must be a whole number from 1")]
    [InlineData("epsilom: 0.1", "did you mean epsilon?")]
    public void Mistakes_say_what_is_needed(string line, string expected) =>
        Assert.Contains(expected, Specs.Mistake(Specs.Minimal + $"insights: {{{line}}}").Message, StringComparison.Ordinal);

    [Fact]
    public void An_analysis_takes_them_too() =>
        Assert.Equal(
            0.1,
            new SpecReader(Specs.Datasets)
                .ReadAnalysis(
                    ["insights.epsilon=0.1"], Engine.Networks.Activation.Relu, Engine.Data.Split.Test, Engine.Data.Split.Test)
                .Insights.Readings.Epsilon);
}
