using Engine;
using Harness.Runs.Storage;
using Testing.Results;

namespace Harness.Tests.Runs.Storage;

public class FolderStartTests
{
    private static readonly Manifest Sweep = new(
        "name", "{\"training\":{\"l2\":0}}", "simd", "simd", "vector256", Manifest.Checksum, "now", ["a", "b"]);

    [Fact]
    public void Nothing_is_made_before_all_is_well()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<UsageException>(() => Start(folder, false, null).Take(Sweep, () => throw new UsageException("no")));
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Theory]
    [InlineData(true, false, true)]
    [InlineData(false, true, true)]
    [InlineData(false, false, false)]
    public void Another_process_that_was_quicker_is_joined_by_a_shard_or_with_resume(bool resume, bool shard, bool joins)
    {
        using var folder = new TemporaryFolder();
        var start = Start(folder, resume, shard ? ["a"] : null);
        void Take() => start.Take(Sweep, () => Start(folder, false, null).Take(Sweep with { StartedAt = "earlier" }, () => { }));
        if (joins)
            Take();
        else
            Assert.Contains("--resume", Assert.Throws<UsageException>(Take).Message, StringComparison.Ordinal);
        Assert.Equal("earlier", Manifest.Read(folder["out/manifest.json"]).StartedAt);
        Assert.Single(SameResults.Files(folder["out"]));
    }

    [Fact]
    public void Another_sweep_that_was_quicker_is_not_joined()
    {
        using var folder = new TemporaryFolder();
        var other = Sweep with { Spec = "{\"training\":{\"l2\":1}}" };
        var mistake = Assert.Throws<UsageException>(() =>
            Start(folder, true, null).Take(Sweep, () => Start(folder, false, null).Take(other, () => { })));
        Assert.Contains("training.l2: 1 → 0", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sweep_of_an_earlier_version_whose_tables_have_no_checksums_is_not_resumed()
    {
        using var folder = new TemporaryFolder();
        folder.Write(
            "out/manifest.json", Sweep.ToJson().Replace("\"checksums\": \"sha256\"", "\"tables\": \"embedded\"", StringComparison.Ordinal));
        var mistake = Assert.Throws<UsageException>(() => Start(folder, true, null).Take(Sweep, () => { }));
        Assert.Contains("checksums: none, by an earlier version → sha256", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sweep_is_not_resumed_in_other_stacks()
    {
        using var folder = new TemporaryFolder();
        Start(folder, false, null).Take(Sweep with { Stacks = [["a", "b"]] }, () => { });
        var mistake = Assert.Throws<UsageException>(() => Start(folder, true, null).Take(Sweep, () => { }));
        Assert.Contains("stacks: 1 of up to 2 runs (--stack) → every run alone (--stack 1)", mistake.Message, StringComparison.Ordinal);
        Start(folder, true, null).Take(Sweep with { Stacks = [["a", "b"]] }, () => { });
    }

    [Fact]
    public void A_manifest_in_the_making_makes_no_begun_sweep()
    {
        using var folder = new TemporaryFolder();
        folder.Write("out/.unfinished-manifest.json.0123", "{");
        Start(folder, false, null).Take(Sweep, () => { });
        Assert.Equal(["manifest.json"], SameResults.Files(folder["out"]));
    }

    [Fact]
    public void A_shard_with_a_run_of_its_own_in_the_folder_needs_resume()
    {
        using var folder = new TemporaryFolder();
        Start(folder, false, null).Take(Sweep, () => { });
        folder.Write("out/runs/b.parquet", "");
        Start(folder, false, ["a"]).Take(Sweep, () => { });
        Assert.Throws<UsageException>(() => Start(folder, false, ["b"]).Take(Sweep, () => { }));
        Start(folder, true, ["b"]).Take(Sweep, () => { });
    }

    private static FolderStart Start(TemporaryFolder folder, bool resume, string[]? shard) =>
        new(new ResultFolder(folder["out"]), resume, shard);
}
