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
        void Take() => start.Take(Sweep, () => Begin(Start(folder, false, null), Sweep with { StartedAt = "earlier" }));
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
            Start(folder, true, null).Take(Sweep, () => Begin(Start(folder, false, null), other)));
        Assert.Contains("training.l2: 1 → 0", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sweep_of_an_earlier_version_whose_tables_have_no_checksums_is_not_resumed()
    {
        using var folder = new TemporaryFolder();
        folder.Write(
            "out/manifest.json", Sweep.ToJson().Replace("\"checksums\": \"sha256\"", "\"tables\": \"embedded\"", StringComparison.Ordinal));
        var mistake = Assert.Throws<UsageException>(() => Begin(Start(folder, true, null), Sweep));
        Assert.Contains("checksums: none, by an earlier version → sha256", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sweep_is_not_resumed_in_other_stacks()
    {
        using var folder = new TemporaryFolder();
        Begin(Start(folder, false, null), Sweep with { Stacks = [["a", "b"]] });
        var mistake = Assert.Throws<UsageException>(() => Begin(Start(folder, true, null), Sweep));
        Assert.Contains("stacks: 1 of up to 2 runs (--stack) → every run alone (--stack 1)", mistake.Message, StringComparison.Ordinal);
        Begin(Start(folder, true, null), Sweep with { Stacks = [["a", "b"]] });
    }

    [Fact]
    public void A_manifest_in_the_making_makes_no_begun_sweep()
    {
        using var folder = new TemporaryFolder();
        folder.Write("out/.unfinished-manifest.json.0123", "{");
        Begin(Start(folder, false, null), Sweep);
        Assert.Equal(["manifest.json"], SameResults.Files(folder["out"]));
    }

    [Fact]
    public void A_shard_with_a_run_of_its_own_in_the_folder_needs_resume()
    {
        using var folder = new TemporaryFolder();
        Begin(Start(folder, false, null), Sweep);
        folder.Write("out/runs/b.parquet", "");
        Begin(Start(folder, false, ["a"]), Sweep);
        Assert.Throws<UsageException>(() => Begin(Start(folder, false, ["b"]), Sweep));
        Begin(Start(folder, true, ["b"]), Sweep);
    }

    [Fact]
    public void Runs_of_other_data_are_not_gone_on_with()
    {
        using var folder = new TemporaryFolder();
        Begin(Start(folder, false, null), Sweep with { Data = Data("a1") });
        Begin(Start(folder, true, null), Sweep with { Data = Data("a1") });
        var mistake = Assert.Throws<UsageException>(() => Begin(Start(folder, true, null), Sweep with { Data = Data("b2") }));
        Assert.Contains("of other data:\n  digits: SHA-256 a1 → b2", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_process_that_was_quicker_with_other_data_is_not_joined()
    {
        using var folder = new TemporaryFolder();
        var mistake = Assert.Throws<UsageException>(() => Start(folder, true, null).Take(Sweep, () =>
        {
            Begin(Start(folder, false, null), Sweep with { Data = Data("a1") });
            return Sweep with { Data = Data("b2") };
        }));
        Assert.Contains("digits: SHA-256 a1 → b2", mistake.Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Data(string digits) => new() { ["digits"] = digits };

    private static Manifest Begin(FolderStart start, Manifest manifest)
    {
        start.Take(manifest, () => manifest);
        return manifest;
    }

    private static FolderStart Start(TemporaryFolder folder, bool resume, string[]? shard) =>
        new(new ResultFolder(folder["out"]), resume, shard);
}
