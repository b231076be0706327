using System.Text.Json;
using Cli.Tests.Support;

namespace Cli.Tests.Output;

/// <summary>The readings that a run ends with, in the terminal and as JSON.</summary>
public sealed class ReadingsTests
{
    private const string Rank = "lowest_first_area_vs_random_rank";

    /// <summary>Each point of a sweep has a title of its own, with numbers in one form.</summary>
    [Fact]
    public void Titles_tell_what_is_swept()
    {
        using var folder = new TemporaryFolder();
        var spec = folder.Write("spec.yaml", """
            name: swept
            dataset: two-moons
            network: {hidden: [4]}
            training: {epochs: 1, optimizer: sgd, learning_rate: 1e-5}
            sweep: {training.momentum: [0, 0.5], training.learning_rate: [1e-5, 0.1], ablation.replace: [zero, mean]}
            measures: {permutations: 0}
            ablation: {random: 0}
            """);
        var shown = EngineProgram.Run("run", spec, "--out", folder["out"]).Exits(0).Output;
        Assert.Contains("swept: two-moons 4 relu, L2 0, 1 epoch, learning rate 1e-5, momentum 0.5, ablation replace mean, 1 seed", shown,
            StringComparison.Ordinal);
        Assert.Equal(8, shown.Split("swept: two-moons 4 relu, ").Skip(1).Select(rest => rest.Split(", 1 seed")[0]).Distinct().Count());
    }

    [Theory]
    [InlineData(5, "in brackets: the rank among the random orders", " of 6)", "layer 2 has 9 neurons, 10 are needed")]
    [InlineData(4, "There is no rank: it needs 5 random orders", null, "4 random orders decide nothing, 5 are needed")]
    [InlineData(0, "-: there are no random orders", null, "there are no random orders to compare with")]
    public void A_rank_and_a_verdict_need_five_random_orders(int orders, string explanation, string? inTheTable, string open)
    {
        using var folder = new TemporaryFolder();
        var spec = folder.Write("spec.yaml", SpecTexts.Digits);
        string[] changes = ["measures.quantizer=one-bit", "measures.permutations=0", "seeds=1", $"ablation.random={orders}"];
        var shown = EngineProgram.Run(["run", spec, .. changes, "--out", folder["out"]]).Exits(0);
        Assert.Contains(explanation, shown.Output, StringComparison.Ordinal);
        Assert.Contains($"lowest first: open: {open}", shown.Output, StringComparison.Ordinal);
        Assert.Contains($"highest first: open: {open}", shown.Output, StringComparison.Ordinal);
        Assert.Equal(inTheTable is not null, shown.Output.Contains(inTheTable ?? " of 5)", StringComparison.Ordinal));

        var json = EngineProgram.Run(["run", spec, .. changes, "--out", folder["json"], "--json"]).Exits(0).Output;
        var scope = JsonDocument.Parse(json).RootElement.GetProperty("runs")[0].GetProperty("scopes")[0];
        Assert.Equal(inTheTable is null, scope.GetProperty(Rank).ValueKind == JsonValueKind.Null);
    }
}
