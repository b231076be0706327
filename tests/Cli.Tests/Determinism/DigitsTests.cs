using Cli.Tests.Support;
using Testing.Results;

namespace Cli.Tests.Determinism;

/// <summary>The same spec gives the same bytes, however it is run.</summary>
public sealed class DigitsTests(ReferenceRun reference) : IClassFixture<ReferenceRun>
{
    [Theory]
    [InlineData("--threads", "1", "--jobs", "1")]
    [InlineData("--threads", "2", "--jobs", "1")]
    [InlineData("--threads", "3", "--jobs", "2")]
    [InlineData("--jobs", "3")]
    [InlineData("--stack", "3", "--threads", "2", "--jobs", "2")]
    [InlineData("--memory", "1")]
    [InlineData("--memory", "4096", "--threads", "2", "--jobs", "1")]
    public void For_any_resources(params string[] options)
    {
        using var folder = new TemporaryFolder();
        EngineProgram.Run(["run", reference.Spec, "--out", folder["out"], .. options]).Exits(0);
        SameResults.AssertSame(reference.Output, folder["out"]);
    }

    [Fact]
    public void For_two_shards_that_start_at_the_same_moment()
    {
        using var folder = new TemporaryFolder();
        using var first = EngineProgram.Start("run", reference.Spec, "--out", folder["out"], "--shard", "0/2");
        using var second = EngineProgram.Start("run", reference.Spec, "--out", folder["out"], "--shard", "1/2");
        first.Wait().Exits(0);
        second.Wait().Exits(0);
        SameResults.AssertSame(reference.Output, folder["out"]);
    }

    [Fact]
    public void For_shards_one_after_the_other_each_with_or_without_resume()
    {
        using var folder = new TemporaryFolder();
        string[] Shard(string part, params string[] more) => ["run", reference.Spec, "--out", folder["out"], "--shard", part, .. more];
        EngineProgram.Run(Shard("1/3", "--resume")).Exits(0);
        EngineProgram.Run(Shard("0/3")).Exits(0);
        // Its own part is there already.
        EngineProgram.Run(Shard("0/3")).Exits(2).Says("--resume");
        // Another sweep's folder.
        EngineProgram.Run(Shard("2/3", "training.l2=0.5")).Exits(2).Says("training.l2: 0.0001 → 0.5");
        var last = EngineProgram.Run(Shard("2/3", "--resume")).Exits(0);
        Assert.Contains("1 of 4 runs done now", last.Output, StringComparison.Ordinal);
        SameResults.AssertSame(reference.Output, folder["out"]);
    }

    [Fact]
    public void When_some_of_it_was_lost_and_is_done_again()
    {
        using var folder = new TemporaryFolder();
        EngineProgram.Run("run", reference.Spec, "--out", folder["out"]).Exits(0);
        var runs = Directory.GetFiles(folder["out/runs"]).Order(StringComparer.Ordinal).ToArray();
        File.Delete(runs[0]);
        File.WriteAllBytes(runs[1], File.ReadAllBytes(runs[1])[..^9]);
        File.Delete(Path.Combine(folder["out/neurons"], Path.GetFileName(runs[2])));
        folder.Write($"out/runs/.unfinished-{Path.GetFileName(runs[0])}.0123", "a process was killed here");
        var status = EngineProgram.Run("status", folder["out"]).Exits(0).Output;
        Assert.Contains("4 runs planned, 1 done, 0 failed, 3 missing", status, StringComparison.Ordinal);
        var result = EngineProgram.Run("run", reference.Spec, "--out", folder["out"], "--resume").Exits(0);
        Assert.Contains("3 of 4 runs done now, 1 done before", result.Output, StringComparison.Ordinal);
        SameResults.AssertSame(reference.Output, folder["out"]);
    }

    [Fact]
    public void A_finished_sweep_says_the_same_again()
    {
        var again = EngineProgram.Run("run", reference.Spec, "--out", reference.Output, "--resume").Exits(0);
        const string nothing = "All runs were done before, and the report is as it was: nothing was written.\n";
        Assert.EndsWith(nothing, again.Output, StringComparison.Ordinal);
        Assert.Equal(WithoutCounts(reference.Said), WithoutCounts(again.Output[..^nothing.Length]));
        Assert.Contains("0 of 4 runs done now, 4 done before", again.Output, StringComparison.Ordinal);
        Assert.Contains("│ network", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_seeds_differ()
    {
        var curves = Directory.GetFiles(Path.Combine(reference.Output, "ablation")).Select(file => ResultTables.Read(file).Table).ToArray();
        Assert.Equal(4, curves.DistinctBy(curve => string.Join(',', curve.Values<int>("correct"))).Count());
        Assert.Equal(
            4, Directory.GetFiles(Path.Combine(reference.Output, "models")).Select(file => Convert.ToHexString(File.ReadAllBytes(file)))
                .Distinct().Count());
    }

    /// <summary>How many runs were done now or before is what may differ.</summary>
    private static string[] WithoutCounts(string text) =>
        [.. text.Split('\n').Where(line => !line.Contains(" done now", StringComparison.Ordinal))];
}
