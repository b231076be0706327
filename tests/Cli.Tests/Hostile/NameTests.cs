using Cli.Tests.Support;
using Testing.Results;

namespace Cli.Tests.Hostile;

/// <summary>Names of folders and files that readers of folders, or we ourselves, might give a meaning of their own.</summary>
public sealed class NameTests(SweepOfOne sweep) : IClassFixture<SweepOfOne>
{
    [Fact]
    public void A_folder_that_readers_take_for_a_partition_is_told_by_every_verb_that_writes()
    {
        using var folder = new TemporaryFolder();
        sweep.CopyTo(folder["whole"]);
        string[] said = ["warning: ", "the folder l2=1e-3", "the column l2"];
        EngineProgram.Run([.. sweep.Run, "--out", folder["l2=1e-3/run"]]).Exits(0).Says(said);
        EngineProgram.Run("merge", folder["whole"], "--out", folder["l2=1e-3"]).Exits(2).Says(said);
        EngineProgram.Run("merge", folder["whole"], "--out", folder["l2=1e-3/merged"]).Exits(0).Says(said);
        EngineProgram.Run("export", folder["whole"], "--out", folder["l2=1e-3/exported"]).Exits(0).Says(said);
        var model = Directory.GetFiles(folder["whole/models"]).Single();
        EngineProgram.Run([.. Analyze, "--model", model, "--out", folder["l2=1e-3/analysis"]]).Exits(0).Says(said);
        Assert.Empty(EngineProgram.Run("export", folder["whole"], "--out", folder["plain"]).Exits(0).Error);
    }

    [Theory]
    [InlineData(".unfinished-runs.parquet.0123456789abcdef0123456789abcdef.safetensors")]
    [InlineData(".unfinished-manifest.json.1")]
    [InlineData("_net-all-seeds-0123456789ab.safetensors")]
    [InlineData("l2=1e-3.safetensors")]
    public void A_model_named_like_a_file_of_ours_gives_a_run_like_any(string name)
    {
        using var folder = new TemporaryFolder();
        sweep.CopyTo(folder["whole"]);
        File.Copy(Directory.GetFiles(folder["whole/models"]).Single(), folder[name]);
        string[] analyze = [.. Analyze, "--model", folder[name], "--out", folder["out"]];
        EngineProgram.Run(analyze).Exits(0);
        var run = Path.GetFileName(Assert.Single(Directory.GetFiles(folder["out/runs"])));
        Assert.True(char.IsAsciiLetterOrDigit(run[0]), run);
        Assert.DoesNotContain('=', run);
        var files = SameResults.Files(folder["out"]);
        EngineProgram.Run([.. analyze, "--resume"]).Exits(0);
        Assert.Equal(files, SameResults.Files(folder["out"]));
        Assert.Contains("1 done", EngineProgram.Run("status", folder["out"], "--verify").Exits(0).Output, StringComparison.Ordinal);
        EngineProgram.Run("export", folder["out"], "--out", folder["exported"]).Exits(0);
        EngineProgram.Run("merge", folder["out"], "--out", folder["merged"]).Exits(0);
        Assert.Equal(files.Where(file => file != "report.html"), SameResults.Files(folder["merged"]));
    }

    /// <summary>Spark, pandas and Arrow skip files and folders whose names begin with '_'.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_begins_with_an_underscore_is_left_out_as_by_other_readers(bool hasManifest)
    {
        using var folder = new TemporaryFolder();
        sweep.CopyTo(folder["out"]);
        EngineProgram.Run("export", folder["out"], "--out", folder["before"]).Exits(0);
        if (!hasManifest)
            File.Delete(folder["out/manifest.json"]);
        EngineProgram.Run("report", folder["out"], "--out", folder["before.html"]).Exits(0);
        foreach (var table in new[] { "runs", "neurons" })
        {
            var file = Directory.GetFiles(folder[$"out/{table}"]).Single();
            File.Copy(file, folder[$"out/{table}/_metadata.parquet"]);
            folder.Write($"out/_delta_log/{table}.checkpoint.parquet", File.ReadAllBytes(file));
        }
        EngineProgram.Run("report", folder["out"], "--out", folder["after.html"]).Exits(0).Says("_metadata.parquet; they are left out");
        Assert.Equal(File.ReadAllText(folder["before.html"]), File.ReadAllText(folder["after.html"]));
        if (!hasManifest)
            return;
        EngineProgram.Run("export", folder["out"], "--out", folder["after"]).Exits(0).Says("_metadata.parquet; they are left out");
        SameResults.AssertSame(folder["before"], folder["after"]);
        Assert.Contains("1 done", EngineProgram.Run("status", folder["out"], "--verify").Exits(0).Output, StringComparison.Ordinal);
    }

    private static string[] Analyze =>
        ["analyze", "--activation", "relu", "--dataset", "digits", "--quiet", "measures.permutations=0", "ablation.random=1"];
}
