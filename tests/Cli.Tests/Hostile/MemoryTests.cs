using Cli.Tests.Support;

namespace Cli.Tests.Hostile;

/// <summary>Verbs that get less memory than their work takes.</summary>
public sealed class MemoryTests(WideSweep sweep) : IClassFixture<WideSweep>
{
    private const string Little = "export DOTNET_GCHeapHardLimit=0x1000000; exec \"$@\"";

    [Theory]
    [InlineData("report", "nothing was changed")]
    [InlineData("status", "nothing was changed")]
    [InlineData("explain", "nothing was changed")]
    [InlineData("export", "--table T takes one table at a time")]
    [InlineData("merge", "the same command goes on from there")]
    public void A_verb_that_runs_out_says_so_in_a_line_and_what_to_do_next(string verb, string next)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs sh");
        using var folder = new TemporaryFolder();
        string[] more = verb switch
        {
            "report" => ["--out", folder["report.html"]],
            "status" => ["--verify"],
            "explain" => ["s0", "1", "0"],
            _ => ["--out", folder["out"]],
        };
        OneLine(EngineProgram.RunWithin(Little, [verb, sweep.Path, .. more]).Exits(1)).Says("memory ran out: 16 MiB", next);
        Assert.False(File.Exists(folder["report.html"]));
        Assert.True(verb == "merge" || !Directory.Exists(folder["out"]));
        Assert.Empty(Directory.GetFileSystemEntries(folder[""], ".unfinished*", SearchOption.AllDirectories));
        EngineProgram.Run([verb, sweep.Path, .. more]).Exits(0);
    }

    [Fact]
    public void So_does_analyze_and_leaves_its_folder_as_it_was()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs sh");
        using var folder = new TemporaryFolder();
        var model = Directory.GetFiles(System.IO.Path.Combine(sweep.Path, "models")).Single();
        string[] analyze =
        [
            "analyze", "--model", model, "--activation", "relu", "--dataset", "digits", "--out", folder["out"], "--quiet",
            .. WideSweep.Settings,
        ];
        OneLine(EngineProgram.RunWithin(Little, analyze).Exits(1)).Says("memory ran out: 16 MiB", "--threads 1");
        Assert.False(Directory.Exists(folder["out"]));
    }

    private static EngineResult OneLine(EngineResult result)
    {
        Assert.Single(result.Error.TrimEnd('\n').Split('\n'));
        return result;
    }
}

/// <summary>A run whose joint histograms take more than the tests give.</summary>
public sealed class WideSweep : IDisposable
{
    public static string[] Settings =>
        ["measures.permutations=0", "measures.quantizer=uniform-8", "ablation.random=1", "ablation.orders=[entropy]"];

    private readonly TemporaryFolder _folder = new();

    public WideSweep() => EngineProgram.Run(
        [
            "run", _folder.Write("spec.yaml", SpecTexts.Digits), "--out", Path, "--quiet", "network.hidden=[100]", "training.epochs=1",
            "seeds=1", "ablation.scopes=[layers]", .. Settings,
        ]).Exits(0);

    public string Path => _folder["sweep"];

    public void Dispose() => _folder.Dispose();
}
