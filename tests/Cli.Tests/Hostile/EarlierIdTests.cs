using System.Text.Json;
using Cli.Tests.Support;

namespace Cli.Tests.Hostile;

/// <summary>Folders whose runs an earlier version of the engine named, with '=' where ids have '_' now.</summary>
public class EarlierIdTests
{
    private static readonly string[] Settings =
        ["training.epochs=1", "ablation.random=1", "seeds=1", "sweep={training.l2: [0, 1e-3]}", "--quiet"];

    [Fact]
    public void A_sweep_is_resumed_under_the_ids_that_it_was_begun_with()
    {
        using var folder = new TemporaryFolder();
        var run = Begin(folder);
        EngineProgram.Run([.. run, "--out", folder["old"], "--shard", "0/2"]).Exits(0);
        var row = Assert.Single(Directory.GetFiles(folder["old/runs"]));
        Assert.Contains("-l2=0-", row, StringComparison.Ordinal);
        var result = JsonDocument.Parse(EngineProgram.Run([.. run, "--out", folder["old"], "--resume", "--json"]).Exits(0).Output)
            .RootElement;
        Assert.Equal((1, 1), (result.GetProperty("done").GetInt32(), result.GetProperty("done_before").GetInt32()));
        Assert.All(Directory.GetFiles(folder["old/runs"]), file => Assert.Contains("l2=", file, StringComparison.Ordinal));
        var status = EngineProgram.Run("status", folder["old"]).Exits(0);
        Assert.Contains("2 done, 0 failed, 0 missing", status.Output, StringComparison.Ordinal);
        Assert.Equal("", status.Error);
    }

    [Fact]
    public void An_analysis_is_resumed_under_the_id_that_it_was_begun_with()
    {
        using var folder = new TemporaryFolder();
        EngineProgram.Run([.. Begin(folder), "--out", folder["new"]]).Exits(0);
        File.Copy(Directory.GetFiles(folder["new/models"]).Order(StringComparer.Ordinal).First(), folder["l2=0.safetensors"]);
        string[] analyze =
        [
            "analyze", "--model", folder["l2=0.safetensors"], "--activation", "relu", "--dataset", "digits", "--quiet",
            "ablation.random=1", "--out",
        ];
        EngineProgram.Run([.. analyze, folder["now"]]).Exits(0);
        folder.Write(
            "earlier/manifest.json", File.ReadAllText(folder["now/manifest.json"]).Replace("l2-0-", "l2=0-", StringComparison.Ordinal));
        EngineProgram.Run([.. analyze, folder["earlier"], "--resume"]).Exits(0);
        Assert.StartsWith("l2=0-", Path.GetFileName(Assert.Single(Directory.GetFiles(folder["earlier/runs"]))), StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_with_other_ids_are_not_merged_and_the_message_shows_an_id()
    {
        using var folder = new TemporaryFolder();
        var run = Begin(folder);
        EngineProgram.Run([.. run, "--out", folder["new"]]).Exits(0);
        foreach (var folders in new[] { new[] { "old", "new" }, ["new", "old"] })
            EngineProgram.Run("merge", folder[folders[0]], folder[folders[1]], "--out", folder["merged"]).Exits(2)
                .Says("other ids", "-l2=0-", "-l2_0-", "--resume");
        Assert.False(Directory.Exists(folder["merged"]));
    }

    /// <summary>A folder with nothing but the manifest of an earlier version.</summary>
    private static string[] Begin(TemporaryFolder folder)
    {
        string[] run = ["run", folder.Write("spec.yaml", SpecTexts.Digits), .. Settings];
        EngineProgram.Run([.. run, "--out", folder["whole"], "--shard", "0/2"]).Exits(0);
        folder.Write(
            "old/manifest.json", File.ReadAllText(folder["whole/manifest.json"]).Replace("l2_", "l2=", StringComparison.Ordinal));
        return run;
    }
}
