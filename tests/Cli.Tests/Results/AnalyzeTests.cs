using Cli.Tests.Support;
using Engine.Safetensors;
using Harness.Runs.Tables;
using Testing.Results;

namespace Cli.Tests.Results;

/// <summary>A network analyzed from its file gives what its run gave.</summary>
public class AnalyzeTests
{
    [Theory]
    [InlineData("relu")]
    [InlineData("gelu")]
    [InlineData("softplus")]
    public void The_model_of_a_run_gives_the_rows_of_the_run(string activation)
    {
        using var folder = new TemporaryFolder();
        EngineProgram.Run(
            "run", folder.Write("spec.yaml", SpecTexts.Digits), "seeds=1", "training.batch_norm=true", $"network.activation={activation}",
            "pairs.scopes=[network]", "--out", folder["run"])
            .Exits(0);
        EngineProgram.Run(
            "analyze", "--model", Directory.GetFiles(folder["run/models"]).Single(), "--activation", activation, "--dataset", "digits",
            "--out", folder["out"],
            "--measure-split", "validation", "measures.permutations=20", "measures.quantizer=[one-bit,quantile-2]", "ablation.random=3",
            "pairs.scopes=[network]").Exits(0);
        string[] tables = ["neurons", "histograms", "pairs", "ablation", "insights"];
        Assert.All(tables, table => AssertSameButRun(ResultTables.Of(folder["run"], table), ResultTables.Of(folder["out"], table)));
        var (run, analysis) = (ResultTables.Of(folder["run"], "runs"), ResultTables.Of(folder["out"], "runs"));
        string[] same =
            ["dataset", "dataset_sha256", "hidden", "activation", "train_accuracy", "validation_accuracy", "test_accuracy", "train_loss",
                "test_loss", "status"];
        Assert.All(same, column => Assert.Equal(run[column].Cell(0), analysis[column].Cell(0)));
        string[] unknown = ["trainer", "optimizer", "learning_rate", "batch_size", "epochs", "l2", "dropout", "batch_norm", "error"];
        Assert.All(unknown, column => Assert.Null(analysis[column].Cell(0)));
        Assert.False(Directory.Exists(folder["out/epochs"]));
    }

    [Fact]
    public void Shards_and_their_index_are_the_network_of_one_file()
    {
        using var folder = new TemporaryFolder();
        EngineProgram.Run("run", folder.Write("spec.yaml", SpecTexts.Digits), "seeds=1", "--out", folder["run"]).Exits(0);
        var model = Directory.GetFiles(folder["run/models"]).Single();
        var whole = SafetensorsFile.Read(model, CancellationToken.None);
        foreach (var tensor in whole.Tensors)
        {
            using var shard = File.Create(folder[$"{tensor.Name}.safetensors"]);
            SafetensorsFile.Write(shard, [tensor]);
        }
        var map = string.Join(", ", whole.Tensors.Select(tensor => $"\"{tensor.Name}\": \"{tensor.Name}.safetensors\""));
        var index = folder.Write("net.safetensors.index.json", $"{{\"metadata\": {{}}, \"weight_map\": {{{map}}}}}");
        string[] settings = ["--dataset", "digits", "--activation", "relu", "measures.permutations=0", "ablation.random=1"];
        EngineProgram.Run(["analyze", "--model", model, .. settings, "--out", folder["one"]]).Exits(0);
        EngineProgram.Run(["analyze", "--model", index, "--dropout", .. settings, "--out", folder["many"]]).Exits(0);
        Assert.All(
            ["neurons", "ablation", "insights"],
            table => AssertSameButRun(ResultTables.Of(folder["one"], table), ResultTables.Of(folder["many"], table)));
    }

    [Theory]
    [InlineData("input=standardize")]
    [InlineData("input.mean=[0.3] input.std=0.25")]
    public void The_model_brings_the_scale_of_its_inputs(string given)
    {
        var input = given.Split(' ');
        using var folder = new TemporaryFolder();
        string[] settings = ["measures.permutations=0", "ablation.random=1"];
        var spec = folder.Write("spec.yaml", SpecTexts.Digits);
        EngineProgram.Run(["run", spec, "seeds=1", .. settings, "measures.split=test", .. input, "--out", folder["run"]]).Exits(0);
        string[] analyze =
        [
            "analyze", "--model", Directory.GetFiles(folder["run/models"]).Single(), "--activation", "relu", "--dataset", "digits",
            "measures.quantizer=[one-bit,quantile-2]", .. settings,
        ];
        var own = EngineProgram.Run([.. analyze, "--out", folder["out"]]).Exits(0);
        Assert.DoesNotContain("warning", own.Error, StringComparison.Ordinal);
        AssertSameButRun(ResultTables.Of(folder["run"], "ablation"), ResultTables.Of(folder["out"], "ablation"));
        string[] same = ["input_fit", "input_mean", "input_std", "input_constant", "test_loss"];
        var (run, analysis) = (ResultTables.Of(folder["run"], "runs"), ResultTables.Of(folder["out"], "runs"));
        Assert.All(same, column => Assert.Equal(run[column].Cell(0), analysis[column].Cell(0)));
        // By hand holds, and is told where it differs; fitted anew on the same samples it is the same.
        EngineProgram.Run([.. analyze, "input.mean=0.1", "--out", folder["other"]])
            .Exits(0).Says("the model has an input scale of its own");
        Assert.NotEqual(run["test_loss"].Cell(0), ResultTables.Of(folder["other"], "runs")["test_loss"].Cell(0));
        var again = EngineProgram.Run([.. analyze, .. input, "--out", folder["again"]]).Exits(0);
        Assert.DoesNotContain("scale of its own", again.Error, StringComparison.Ordinal);
        Assert.Equal(run["test_loss"].Cell(0), ResultTables.Of(folder["again"], "runs")["test_loss"].Cell(0));
    }

    [Fact]
    public void It_goes_on_with_resume_and_says_the_same_again()
    {
        using var folder = new TemporaryFolder();
        string[] analyze =
        [
            "analyze", "--model", folder.Write("net.safetensors", RawSafetensors.Sound), "--activation", "tanh", "--dataset", "digits",
            "--out", folder["out"],
            "measures.permutations=0",
        ];
        var first = EngineProgram.Run(analyze).Exits(0);
        EngineProgram.Run(analyze).Exits(2).Says("--resume");
        var again = EngineProgram.Run([.. analyze, "--resume"]).Exits(0);
        const string nothing = "All runs were done before, and the report is as it was: nothing was written.\n";
        Assert.EndsWith(nothing, again.Output, StringComparison.Ordinal);
        Assert.Equal(WithoutCounts(first.Output), WithoutCounts(again.Output[..^nothing.Length]));
        EngineProgram.Run([.. analyze, "--resume", "ablation.random=2"]).Exits(2).Says("ablation.random: 20 → 2");
    }

    /// <summary>Whether the run was done now or before is what may differ.</summary>
    private static string[] WithoutCounts(string text) =>
        [.. text.Split('\n').Where(line => !line.Contains(" done now", StringComparison.Ordinal))];

    private static void AssertSameButRun(Table expected, Table actual)
    {
        Assert.Equal(expected.Rows, actual.Rows);
        foreach (var column in expected.Schema.Columns.Skip(1))
        {
            for (var row = 0; row < expected.Rows; row++)
                Assert.True(
                    expected[column.Name].Cell(row) == actual[column.Name].Cell(row),
                    $"{expected.Schema.Name}.{column.Name} differs in row {row}");
        }
    }
}
