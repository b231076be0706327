using Cli.Tests.Support;

namespace Cli.Tests.Hostile;

/// <summary>A file that is not the report's is not replaced by it, and a spec that cannot be read again is not submitted.</summary>
public sealed class TargetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TargetTests() => EngineProgram.Run(
        "run", _folder.Write("spec.yaml", SpecTexts.Digits), "--out", _folder["out"], "seeds=1", "training.epochs=1", "--quiet").Exits(0);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("out/manifest.json")]
    [InlineData("out/report")]
    [InlineData("out")]
    public void A_report_does_not_go_among_the_results_or_in_place_of_a_folder(string name)
    {
        var before = Files();
        EngineProgram.Run("report", _folder["out"], "--out", _folder[name]).Exits(2).Says("--out");
        Assert.Equal(before, Files());
    }

    [Fact]
    public void A_report_takes_the_place_of_no_pipe_and_no_link()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "mkfifo and links of Linux");
        EngineProgram.RunWithin(
            $"mkfifo '{_folder["pipe"]}'; ln -s elsewhere '{_folder["link"]}'; exec \"$@\"",
            "report", _folder["out"], "--out", _folder["pipe"]).Exits(2).Says("no regular file");
        EngineProgram.Run("report", _folder["out"], "--out", _folder["link"]).Exits(2).Says("no regular file");
        Assert.Equal("elsewhere", new FileInfo(_folder["link"]).LinkTarget);
        EngineProgram.RunWithin($"test -p '{_folder["pipe"]}' && exec \"$@\"", "--version").Exits(0);
        // An empty file that was made for it is.
        EngineProgram.Run("report", _folder["out"], "--out", _folder.Write("made.html", "")).Exits(0);
        EngineProgram.Run("report", _folder["out"], "--out", _folder["out/other.html"]).Exits(0);
    }

    [Fact]
    public void A_spec_from_a_pipe_is_not_submitted()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "pipes of a shell");
        EngineProgram.RunWithin(
            $"cat '{_folder["spec.yaml"]}' | \"$@\"", "submit", "/dev/stdin", "--slurm", "--out", _folder["jobs"], "--dry-run")
            .Exits(2).Says("write it into a file");
        Assert.False(Directory.Exists(_folder["jobs"]));
    }

    [Fact]
    public void Verifying_a_damaged_folder_is_no_success()
    {
        EngineProgram.Run("status", _folder["out"], "--verify").Exits(0);
        var file = Directory.GetFiles(_folder["out/neurons"]).Single();
        var bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(file, bytes);
        EngineProgram.Run("status", _folder["out"], "--verify").Exits(1);
    }

    private string[] Files() => [.. Directory.EnumerateFiles(_folder["out"], "*", SearchOption.AllDirectories).Order()];
}
