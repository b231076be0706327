using System.Text.Json;
using Cli.Tests.Support;

namespace Cli.Tests.Sweeps;

/// <summary>A sweep that gains points and seeds after it was done.</summary>
public class GrowthTests
{
    private static readonly string[] Settings =
        ["training.epochs=1", "ablation.random=1", "measures.permutations=0", "insights.permutations=100", "--quiet"];

    private static readonly string[] Small = ["seeds=2", "sweep={training.l2: [1e-3]}"];
    private static readonly string[] Large = ["seeds=3", "sweep={training.l2: [0, 1e-3]}"];

    [Fact]
    public void It_ends_as_if_it_had_been_begun_so_and_does_the_new_runs_alone()
    {
        using var folder = new TemporaryFolder();
        var run = Spec(folder);
        EngineProgram.Run([.. run, .. Small, "--out", folder["grown"]]).Exits(0);
        var before = Directory.GetFiles(folder["grown/runs"]).ToDictionary(file => file, File.ReadAllBytes);
        var result = Json(EngineProgram.Run([.. run, .. Large, "--out", folder["grown"], "--extend", "--json"]).Exits(0));
        Assert.Equal((4, 2), (result.GetProperty("done").GetInt32(), result.GetProperty("done_before").GetInt32()));
        Assert.All(before, row => Assert.Equal(row.Value, File.ReadAllBytes(row.Key)));
        EngineProgram.Run([.. run, .. Large, "--out", folder["whole"]]).Exits(0);
        foreach (var table in new[] { "neurons", "ablation", "insights", "sweep_insights" })
            Assert.Equal(Contents(folder[$"whole/{table}"]), Contents(folder[$"grown/{table}"]));
        Assert.Contains("6 done, 0 failed, 0 missing", EngineProgram.Run("status", folder["grown"], "--verify").Exits(0).Output,
            StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetFiles(folder["grown/sweep_insights"]).Length);
    }

    [Fact]
    public void It_goes_on_by_resume_and_to_grow_again_by_nothing_is_to_do_nothing()
    {
        using var folder = new TemporaryFolder();
        var run = Spec(folder);
        EngineProgram.Run([.. run, .. Small, "--out", folder["out"]]).Exits(0);
        EngineProgram.Run([.. run, .. Large, "--out", folder["out"], "--extend"]).Exits(0);
        var manifest = File.ReadAllText(folder["out/manifest.json"]);
        foreach (var how in new[] { "--resume", "--extend" })
        {
            var again = Json(EngineProgram.Run([.. run, .. Large, "--out", folder["out"], how, "--json"]).Exits(0));
            Assert.Equal((0, 6), (again.GetProperty("done").GetInt32(), again.GetProperty("done_before").GetInt32()));
            Assert.Equal(manifest, File.ReadAllText(folder["out/manifest.json"]));
        }
        EngineProgram.Run([.. run, .. Small, "--out", folder["out"], "--resume"]).Exits(2).Says("another sweep", "seeds: [0, 1, 2]");
    }

    [Fact]
    public void Runs_keep_their_ids_where_a_key_is_swept_that_was_not()
    {
        using var folder = new TemporaryFolder();
        var run = Spec(folder);
        EngineProgram.Run([.. run, "seeds=2", "--out", folder["out"]]).Exits(0);
        var before = Directory.GetFiles(folder["out/runs"]).Select(Path.GetFileName).ToArray();
        var result = Json(EngineProgram.Run(
            [.. run, "seeds=2", "sweep={training.l2: [0, 1e-4]}", "--out", folder["out"], "--extend", "--json"]).Exits(0));
        Assert.Equal((2, 2), (result.GetProperty("done").GetInt32(), result.GetProperty("done_before").GetInt32()));
        Assert.Subset(Directory.GetFiles(folder["out/runs"]).Select(Path.GetFileName).ToHashSet(), before.ToHashSet());
        Assert.Equal("", EngineProgram.Run("status", folder["out"], "--verify").Exits(0).Error);
    }

    [Theory]
    [InlineData("training.epochs=2", "training.epochs: 1 → 2")]
    [InlineData("seeds=[1, 2]", "not in this spec: 1 of its 2 runs")]
    [InlineData("name=other", "name: small → other")]
    public void Anything_else_that_differs_is_an_error_and_nothing_is_written(string change, string said)
    {
        using var folder = new TemporaryFolder();
        var run = Spec(folder);
        EngineProgram.Run([.. run, .. Small, "--out", folder["out"]]).Exits(0);
        var before = Contents(folder["out"]);
        EngineProgram.Run([.. run, .. Large, change, "--out", folder["out"], "--extend"]).Exits(2)
            .Says("the folder holds another sweep", said, "--extend adds points and seeds");
        Assert.Equal(before, Contents(folder["out"]));
    }

    [Fact]
    public void Nothing_grows_where_nothing_was_begun()
    {
        using var folder = new TemporaryFolder();
        EngineProgram.Run([.. Spec(folder), "--out", folder["new"], "--extend"]).Exits(2).Says("no sweep that --extend could add to");
        Assert.False(Directory.Exists(folder["new"]));
    }

    private static string[] Spec(TemporaryFolder folder) => ["run", folder.Write("spec.yaml", SpecTexts.Digits), .. Settings];

    private static JsonElement Json(EngineResult result) => JsonDocument.Parse(result.Output).RootElement;

    private static Dictionary<string, string> Contents(string path) =>
        Directory.GetFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .ToDictionary(file => Path.GetRelativePath(path, file), file => Convert.ToHexString(File.ReadAllBytes(file)));
}
