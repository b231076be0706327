using System.Diagnostics;
using System.Text.Json.Nodes;
using Cli.Tests.Support;
using Testing.Results;

namespace Cli.Tests.Hostile;

/// <summary>Folders of results in which a table is a link elsewhere, or a lease or a checkpoint is a pipe or a link.</summary>
public sealed class LinkTests : IDisposable
{
    private static readonly string[] Settings = ["training.epochs=1", "ablation.random=1", "seeds=2", "--quiet", "--lease", "1"];

    private readonly TemporaryFolder _folder = new();
    private readonly string[] _run;

    public LinkTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs links and pipes of Unix");
        _run = ["run", _folder.Write("spec.yaml", SpecTexts.Digits), .. Settings];
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("neurons")]
    [InlineData("models")]
    [InlineData("runs")]
    public void A_table_that_is_a_link_is_followed_by_no_verb_and_named_by_each(string table)
    {
        Engine([.. _run, "--out", _folder["whole"]]).Exits(0);
        Engine([.. _run, "--out", _folder["out"]]).Exits(0);
        Directory.Move(_folder[$"out/{table}"], _folder["elsewhere"]);
        Directory.CreateSymbolicLink(_folder[$"out/{table}"], _folder["elsewhere"]);
        var before = SameResults.Files(_folder["elsewhere"]);
        var link = $"{_folder[$"out/{table}"]} is a link";
        // Where the rows are not read, it is not known that there were any.
        foreach (var (verify, code) in new (string[], int)[] { ([], 0), (["--verify"], table == "runs" ? 0 : 1) })
            Assert.Contains(
                "0 done, 0 failed, 2 missing", Engine(["status", _folder["out"], .. verify]).Exits(code).Says(link).Output,
                StringComparison.Ordinal);
        Engine("report", _folder["out"]).Exits(0).Says(link);
        Engine([.. _run, "--out", _folder["out"], "--resume"]).Exits(2).Says(link, "put the folder itself there");
        Engine("merge", _folder["whole"], "--out", _folder["out"]).Exits(2).Says(link);
        Engine("merge", _folder["out"], _folder["whole"], "--out", _folder["merged"]).Exits(0);
        SameResults.AssertSame(_folder["whole/neurons"], _folder["merged/neurons"]);
        Assert.Equal(before, SameResults.Files(_folder["elsewhere"]));
        File.Delete(_folder[$"out/{table}"]);
        Directory.Move(_folder["elsewhere"], _folder[$"out/{table}"]);
        Assert.Contains("2 done", Engine("status", _folder["out"]).Exits(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_whole_folder_may_be_a_link()
    {
        Directory.CreateDirectory(_folder["large"]);
        Directory.CreateSymbolicLink(_folder["out"], _folder["large"]);
        Engine([.. _run, "--out", _folder["out"]]).Exits(0);
        Assert.Contains("2 done", Engine("status", _folder["out"]).Exits(0).Output, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["large/manifest.json"]));
    }

    [Theory]
    [InlineData("--slurm")]
    [InlineData("--kubernetes", "--image", "engine:1", "--claim", "work")]
    public void Scripts_of_jobs_are_not_written_through_a_link(params string[] target)
    {
        Directory.CreateDirectory(_folder["elsewhere"]);
        Directory.CreateDirectory(_folder["out"]);
        Directory.CreateSymbolicLink(_folder["out/submit"], _folder["elsewhere"]);
        Engine(["submit", _folder["spec.yaml"], .. target, "--dry-run", "--out", _folder["out"]]).Exits(2)
            .Says($"{_folder["out/submit"]} is a link", "Or choose another --out");
        Assert.Empty(Directory.GetFileSystemEntries(_folder["elsewhere"]));
    }

    [Theory]
    [InlineData("claims/RUN.1.claim", "pipe")]
    [InlineData("claims/RUN.1.claim", "link")]
    [InlineData("checkpoints/RUN.checkpoint", "pipe")]
    [InlineData("checkpoints/RUN.checkpoint", "link")]
    public void A_lease_or_checkpoint_that_is_no_regular_file_counts_as_none(string place, string kind)
    {
        Engine([.. _run, "--out", _folder["out"], "--shard", "0/2"]).Exits(0);
        var run = JsonNode.Parse(File.ReadAllText(_folder["out/manifest.json"]))!["runs"]![1]!.ToString();
        var path = _folder.Write($"out/{place.Replace("RUN", run, StringComparison.Ordinal)}", "");
        File.Delete(path);
        var other = _folder.Write("other", "somebody's");
        if (kind == "link")
            File.CreateSymbolicLink(path, other);
        else
            Process.Start("mkfifo", [path]).WaitForExit();
        Assert.Contains("1 done, 0 failed, 1 missing", Engine("status", _folder["out"]).Exits(0).Output, StringComparison.Ordinal);
        Engine([.. _run, "--out", _folder["out"], "--resume"]).Exits(0);
        Assert.Contains("2 done", Engine("status", _folder["out"]).Exits(0).Output, StringComparison.Ordinal);
        Assert.False(File.Exists(path));
        Assert.Equal("somebody's", File.ReadAllText(other));
    }

    /// <summary>A pipe that is read never ends.</summary>
    private static EngineResult Engine(params string[] arguments) => EngineProgram.RunWithin("exec timeout -s KILL 150 \"$@\"", arguments);
}
