using Cli.Tests.Support;
using Testing.Results;

namespace Cli.Tests.Output;

/// <summary>Rules for an output folder: fresh, resumed or refused.</summary>
public class FolderTests
{
    private const string Quick = "ablation.random=1";

    [Fact]
    public void One_that_is_not_empty_needs_resume()
    {
        using var folder = new TemporaryFolder();
        folder.Write("out/notes.txt", "mine");
        Run(folder).Exits(2).Says("--resume", folder["out"]);
        Assert.Equal(["notes.txt"], SameResults.Files(folder["out"]));
        Run(folder, "--resume").Exits(2).Says("manifest.json is missing");
    }

    [Fact]
    public void A_file_is_no_folder()
    {
        using var folder = new TemporaryFolder();
        folder.Write("out", "a file");
        Run(folder).Exits(2).Says("is a file");
    }

    [Theory]
    [InlineData("/proc/engine-out")]
    [InlineData("/dev/null/out")]
    public void One_that_cannot_be_made_is_a_failure(string path)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "such paths are Linux's");
        using var folder = new TemporaryFolder();
        EngineProgram.Run("run", Spec(folder), Quick, "--out", path).Exits(1).Says(path, "cannot be written");
    }

    [Fact]
    public void A_changed_spec_shows_the_difference()
    {
        using var folder = new TemporaryFolder();
        Run(folder).Exits(0);
        Run(folder, "--resume", "training.l2=0.5", "seeds=3").Exits(2).Says("training.l2: 0.0001 → 0.5", "seeds: [0, 1, 2, 3] → [0, 1, 2]");
        Run(folder, "--resume").Exits(0);
    }

    [Theory]
    [InlineData("trainer", "torch-cuda")]
    [InlineData("device", "ilgpu-cuda:7")]
    [InlineData("instruction_set", "vector64")]
    public void What_another_provider_began_is_not_gone_on_with(string key, string before)
    {
        using var folder = new TemporaryFolder();
        Run(folder).Exits(0);
        var manifest = folder["out/manifest.json"];
        File.WriteAllText(
            manifest,
            System.Text.RegularExpressions.Regex.Replace(
                File.ReadAllText(manifest), $"(?m)^  \"{key}\": \"[^\"]*\"", $"  \"{key}\": \"{before}\""));
        // A folder is bound to the kind of its devices: the number that an earlier version wrote down says nothing.
        Run(folder, "--resume").Exits(2).Says($"{key.Replace('_', ' ')}: {before.Split(':')[0]} → ");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("{\"name\": \"small\", \"spec\": \"{\", \"runs\": []}")]
    public void A_damaged_manifest_is_told(string text)
    {
        using var folder = new TemporaryFolder();
        folder.Write("out/manifest.json", text);
        Run(folder, "--resume").Exits(2).Says("manifest.json");
    }

    [Fact]
    public void A_run_that_diverges_is_a_row_and_the_others_are_complete()
    {
        using var folder = new TemporaryFolder();
        var result = Run(folder, "training.optimizer=sgd", "seeds=1", "sweep={training.learning_rate: [1e6, 0.05]}", "training.dropout=0")
            .Exits(3);
        Assert.Contains("1 of 2 runs done now, 1 failed", result.Output, StringComparison.Ordinal);
        var runs = Directory.GetFiles(folder["out/runs"]).Select(file => ResultTables.Read(file).Table).ToArray();
        var failed = runs.Single(run => run.Values<string>("status")[0] == "failed");
        Assert.Contains("loss", failed.Values<string>("error")[0], StringComparison.Ordinal);
        Assert.False(failed["train_accuracy"].IsPresent(0));
        Assert.False(failed["test_loss"].IsPresent(0));
        var id = runs.Single(run => run.Values<string>("status")[0] == "done").Values<string>("run_id")[0];
        string[] tables = ["ablation", "epochs", "histograms", "neurons"];
        Assert.All(tables, table => Assert.Equal([$"{id}.parquet"], Directory.GetFiles(folder[$"out/{table}"]).Select(Path.GetFileName)));
        Assert.Equal([$"{id}.safetensors"], Directory.GetFiles(folder["out/models"]).Select(Path.GetFileName));
        Assert.Contains("\"failed\": 1", EngineProgram.Run("status", folder["out"], "--json").Exits(0).Output, StringComparison.Ordinal);
    }

    private static EngineResult Run(TemporaryFolder folder, params string[] more) =>
        EngineProgram.Run(["run", Spec(folder), Quick, "--out", folder["out"], .. more]);

    private static string Spec(TemporaryFolder folder) => folder.Write("spec.yaml", SpecTexts.Digits);
}
