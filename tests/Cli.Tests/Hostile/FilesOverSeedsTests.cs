using System.Text.Json.Nodes;
using Cli.Tests.Support;
using Testing.Results;

namespace Cli.Tests.Hostile;

/// <summary>Files of all seeds of a point together, which no run's row vouches for.</summary>
public sealed class FilesOverSeedsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string[] _run;

    public FilesOverSeedsTests()
    {
        _run = ["run", _folder.Write("spec.yaml", SpecTexts.Digits), "training.epochs=1", "ablation.random=1", "seeds=2", "--quiet"];
        EngineProgram.Run([.. _run, "--out", _folder["out"]]).Exits(0);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Verify_reads_the_files_of_all_seeds_too_and_merge_copies_no_damaged_one()
    {
        var file = Assert.Single(Directory.GetFiles(_folder["out/sweep_insights"]));
        Assert.DoesNotContain("damaged", Verified(0).Output, StringComparison.Ordinal);
        var bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(file, bytes);
        var said = Verified(1).Output;
        Assert.Contains("2 done, 0 failed, 0 missing", said, StringComparison.Ordinal);
        Assert.Contains($"damaged  sweep_insights/{Path.GetFileName(file)}: ", said, StringComparison.Ordinal);
        var json = JsonNode.Parse(EngineProgram.Run("status", _folder["out"], "--verify", "--json").Exits(1).Output)!;
        Assert.Single(json["damaged"]!.AsArray());
        Assert.Contains(
            "left out: 1 file over all seeds", EngineProgram.Run("merge", _folder["out"], "--out", _folder["merged"]).Exits(0).Output,
            StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["merged/sweep_insights"]));
        EngineProgram.Run([.. _run, "--out", _folder["merged"], "--resume"]).Exits(0);
        EngineProgram.Run([.. _run, "--out", _folder["out"], "--resume"]).Exits(0);
        Assert.DoesNotContain("damaged", Verified(0).Output, StringComparison.Ordinal);
        SameResults.AssertSame(_folder["out/sweep_insights"], _folder["merged/sweep_insights"]);
    }

    [Fact]
    public void One_that_is_gone_is_told_and_made_anew()
    {
        var file = Assert.Single(Directory.GetFiles(_folder["out/sweep_insights"]));
        var content = File.ReadAllBytes(file);
        File.Delete(file);
        Assert.Contains(
            $"damaged  sweep_insights/{Path.GetFileName(file)}: is missing; --resume makes it anew", Verified(1).Output,
            StringComparison.Ordinal);
        var resumed = EngineProgram.Run([.. _run, "--out", _folder["out"], "--resume"]).Exits(0).Output;
        Assert.Contains("made anew: 1 file over all seeds of a point", resumed, StringComparison.Ordinal);
        Assert.DoesNotContain("nothing was written", resumed, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllBytes(file));
        Assert.DoesNotContain("damaged", Verified(0).Output, StringComparison.Ordinal);
        // A bound over the seeds is of all seeds too.
        var bound = _folder.Write("bound.yaml", """
            name: small
            dataset: two-gaussians
            network: {model: logistic}
            training: {epochs: 1, subset: 30, batch_size: 30}
            seeds: 100
            measures: {permutations: 0}
            ablation: {random: 1}
            bounds: {names: [bu-zou-veeravalli]}
            """);
        EngineProgram.Run("run", bound, "--out", _folder["bound"], "--quiet").Exits(0);
        Assert.DoesNotContain(
            "damaged", EngineProgram.Run("status", _folder["bound"], "--verify").Exits(0).Output, StringComparison.Ordinal);
        File.Delete(Directory.GetFiles(_folder["bound/bounds"]).Single(name => name.Contains("all-seeds", StringComparison.Ordinal)));
        Assert.Contains(
            "damaged  bounds/", EngineProgram.Run("status", _folder["bound"], "--verify").Exits(1).Output, StringComparison.Ordinal);
    }

    private EngineResult Verified(int code) => EngineProgram.Run("status", _folder["out"], "--verify").Exits(code);
}
