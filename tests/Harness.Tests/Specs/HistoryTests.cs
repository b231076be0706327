using Engine.Training;
using Harness.Specs.Json;

namespace Harness.Tests.Specs;

/// <summary>The epochs of training at which neurons are looked at.</summary>
public class HistoryTests
{
    [Fact]
    public void By_default_only_the_end_is_looked_at_and_no_run_has_another_id()
    {
        var run = Specs.Run("");
        Assert.False(run.History.IsOn);
        Assert.Empty(run.History.Of(100));
        Assert.Equal(
            CanonicalJson.Of(run, "simd"),
            CanonicalJson.Of(Specs.Run("measures: {epochs: none, models: false}\nablation: {epochs: none}"), "simd"));
    }

    [Fact]
    public void Where_curves_are_computed_neurons_are_measured_too()
    {
        var history = Specs.Run("measures: {epochs: [0, 3]}\nablation: {epochs: [3, 8, 1000000]}").History;
        // The last is beyond the training.
        Assert.Equal([0, 3, 8], history.Of(8));
        Assert.Equal(EpochSchedule.Log(2), Specs.Run("measures: {epochs: log-2}").History.Measured);
        // 0, 10^0, 10^(1/2) = 3.16 and the last.
        Assert.Equal([0, 1, 3, 8], Specs.Run("measures: {epochs: log-2}").History.Of(8));
    }

    [Fact]
    public void They_are_part_of_a_run_where_they_are_given()
    {
        var json = CanonicalJson.Of(Specs.Run("measures: {epochs: all, models: true}\nablation: {epochs: [2, 1]}"), "simd");
        Assert.Contains("\"epochs\":\"all\",\"models\":true}", json, StringComparison.Ordinal);
        Assert.Contains("\"epochs\":[1,2]}", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("measures: {epochs: [1000000]}", "measures.epochs begins with epoch 1000000, but training.epochs is")]
    [InlineData("ablation: {epochs: [1000000]}", "ablation.epochs begins with epoch 1000000, but training.epochs is")]
    [InlineData("measures: {epochs: some}", "measures.epochs must be none, all, log-P with 1 to 100 points P in each decade, or a list")]
    [InlineData("ablation: {epochs: [-1]}", "must be")]
    [InlineData("measures: {models: true}", "measures.models keeps the networks of no epoch; set measures.epochs or ablation.epochs")]
    public void Mistakes_say_what_is_needed(string lines, string expected) =>
        Assert.Contains(expected, Specs.Mistake(Specs.Minimal + lines).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("measures")]
    [InlineData("ablation")]
    public void A_network_without_hidden_layers_has_no_neurons_to_follow(string section) =>
        Assert.Contains(
            $"{section}.epochs has no meaning with network.model: logistic",
            Specs.Mistake($"name: n\ndataset: digits\nnetwork: {{model: logistic}}\n{section}: {{epochs: all}}").Message,
            StringComparison.Ordinal);
}
