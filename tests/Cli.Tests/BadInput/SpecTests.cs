using Cli.Tests.Support;

namespace Cli.Tests.BadInput;

/// <summary>Specs that are wrong, through the command line: exit code 2, everything at once, with its line.</summary>
public class SpecTests
{
    private const string Wrong = """
        name: wrong
        dataset: digits
        network: {hidden: [10, 0], activation: rleu}
        training:
          learning_rate: -0.1
          batch_size: 0
          epochs: many
          l2: .nan
          dropout: 1
          momemtum: 0.9
        seeds: -1
        measures: {permutations: -2}
        """;

    [Fact]
    public void All_mistakes_are_told_at_once_with_their_lines()
    {
        using var folder = new TemporaryFolder();
        var result = EngineProgram.Run("run", folder.Write("spec.yaml", Wrong), "--out", folder["out"]).Exits(2);
        int[] lines = [3, 5, 6, 7, 8, 9, 10, 11, 12];
        result.Says([.. lines.Select(line => $"spec.yaml:{line}:"), "relu", "momentum"]);
        Assert.Empty(result.Output);
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Theory]
    [InlineData("network.hidden=[]", "network.hidden")]
    [InlineData("training.validation=1437", "training.validation is 1437", "1437 training samples")]
    [InlineData("training.validation=0", "measures.split")]
    [InlineData("input.mean=[0,0,0]", "input.mean has 3 numbers")]
    [InlineData("training.learning_rate=inf", "training.learning_rate")]
    public void A_value_that_does_not_fit_is_a_usage_error_and_leaves_nothing(string setting, params string[] said)
    {
        using var folder = new TemporaryFolder();
        EngineProgram.Run("run", folder.Write("spec.yaml", SpecTexts.Digits), setting, "--out", folder["out"]).Exits(2).Says(said);
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Fact]
    public void A_missing_spec_is_a_usage_error() => EngineProgram.Run("run", "/nowhere/spec.yaml").Exits(2).Says("/nowhere/spec.yaml");

    [Fact]
    public void An_analysis_on_an_empty_split_is_refused_before_anything_is_written()
    {
        using var folder = new TemporaryFolder();
        // Five training images leave none for validation: 5 / 6 = 0.
        IdxFolder.Write(folder["data/mnist"], train: 5);
        var model = folder.Write("net.safetensors", RawSafetensors.Of(RawSafetensors.Layers(12, 2, 2, 10)));
        EngineProgram.Run(
            "analyze", "--model", model, "--activation", "relu", "--dataset", "mnist", "--data", folder["data"], "--out", folder["out"],
            "--measure-split", "validation")
            .Exits(2).Says("measures.split is validation");
        Assert.False(Directory.Exists(folder["out"]));
    }
}
