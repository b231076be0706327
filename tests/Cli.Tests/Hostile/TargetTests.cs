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

    [Fact]
    public void Nothing_but_a_report_is_replaced_by_one()
    {
        foreach (var name in new[] { "spec.yaml", "out/models/" + Path.GetFileName(Directory.GetFiles(_folder["out/models"]).Single()) })
        {
            var before = File.ReadAllBytes(_folder[name]);
            EngineProgram.Run("report", _folder["out"], "--out", _folder[name]).Exits(2)
                .Says("is a file that is no report of the engine, and that would be replaced");
            Assert.Equal(before, File.ReadAllBytes(_folder[name]));
        }
        EngineProgram.Run("report", _folder["out"], "--out", _folder["new/"]).Exits(2).Says("is a folder: name a file");
        Assert.False(Directory.Exists(_folder["new"]));
        File.Copy(_folder["out/report.html"], _folder["report of before.html"]);
        File.AppendAllText(_folder["report of before.html"], "a remark");
        EngineProgram.Run("report", _folder["out"], "--out", _folder["report of before.html"]).Exits(0);
        Assert.Equal(File.ReadAllBytes(_folder["out/report.html"]), File.ReadAllBytes(_folder["report of before.html"]));
    }

    [Fact]
    public void The_default_place_of_a_report_is_no_exception()
    {
        string[] again = ["run", _folder["spec.yaml"], "--out", _folder["out"], "seeds=1", "training.epochs=1", "--quiet", "--resume"];
        var place = _folder["out/report.html"];
        // A report that is quoted, or that something stands before, is another file.
        var mark = File.ReadAllText(place).Split('\n')
            .Single(line => line.StartsWith("<meta name=\"generator\"", StringComparison.Ordinal));
        foreach (var mine in new[] { "my notes\n", $"<!doctype html><pre>{mark}</pre>thesis", $"<!-- mine -->\n{File.ReadAllText(place)}" })
        {
            File.WriteAllText(place, mine);
            EngineProgram.Run("report", _folder["out"]).Exits(2)
                .Says($"{place} is a file that is no report of the engine, and that would be replaced: move it");
            EngineProgram.Run("report", _folder["spec.yaml"], "--out", place).Exits(2).Says("is a file that is no report of the engine");
            EngineProgram.Run(again).Exits(1).Says($"error: there is no report: {place} is a file that is no report of the engine");
            Assert.Equal(mine, File.ReadAllText(place));
        }
        EngineProgram.Run("report", _folder["out"], "--out", _folder["elsewhere.html"]).Exits(0);
        // Of another version.
        var later = mark.Split("Engine ")[0] + "Engine 9.8\">";
        File.WriteAllText(place, File.ReadAllText(_folder["elsewhere.html"]).Replace(mark, later, StringComparison.Ordinal));
        EngineProgram.Run("report", _folder["out"]).Exits(0);
        Assert.Equal(File.ReadAllBytes(_folder["elsewhere.html"]), File.ReadAllBytes(place));
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links of Unix");
        File.Delete(place);
        File.CreateSymbolicLink(place, _folder["elsewhere.html"]);
        EngineProgram.Run("report", _folder["out"]).Exits(2).Says($"{place} is no regular file");
        EngineProgram.Run(again).Exits(1).Says($"error: there is no report: {place} is no regular file");
        Assert.Equal(_folder["elsewhere.html"], new FileInfo(place).LinkTarget);
    }

    [Fact]
    public void A_file_in_place_of_a_sweeps_folder_is_called_one()
    {
        EngineProgram.Run("report", _folder["out/report.html"]).Exits(2).Says($"{_folder["out/report.html"]} is a file");
        EngineProgram.Run("merge", _folder["out"], _folder["spec.yaml"], "--out", _folder["merged"]).Exits(2)
            .Says($"{_folder["spec.yaml"]} is a file: name the folder of a sweep");
        Assert.False(Directory.Exists(_folder["merged"]));
    }

    [Fact]
    public void Nothing_goes_among_the_tables_of_a_sweep()
    {
        var before = Files();
        Directory.CreateDirectory(_folder["other"]);
        (string Said, string[] Verb)[] refused =
        [
            ("is neurons", ["report", _folder["out"], "--png", _folder["out/neurons"]]),
            ("lies in neurons", ["report", _folder["out"], "--out", _folder["out/neurons/r.html"]]),
            ("lies in claims", ["report", _folder["other"], "--out", _folder["out/claims/new/r.html"]]),
            ("lies in models", ["run", _folder["spec.yaml"], "--out", _folder["out/models/more"]]),
            ("lies in runs", ["submit", _folder["spec.yaml"], "--slurm", "--dry-run", "--out", _folder["out/runs/more"]]),
        ];
        foreach (var (said, verb) in refused)
            EngineProgram.Run(verb).Exits(2).Says($"{said} of the sweep in", "choose another place");
        Assert.Equal(before, Files());
    }

    [Fact]
    public void A_script_that_submit_did_not_write_is_not_replaced()
    {
        var script = _folder.Write("jobs/submit/job.sbatch", "#!/bin/bash\necho mine\n");
        string[] submit = ["submit", _folder["spec.yaml"], "--slurm", "--dry-run", "--out", _folder["jobs"]];
        EngineProgram.Run(submit).Exits(2).Says("is a file that is no script of engine submit");
        Assert.Equal("#!/bin/bash\necho mine\n", File.ReadAllText(script));
        File.Delete(script);
        EngineProgram.Run(submit).Exits(0);
        EngineProgram.Run([.. submit, "--time", "1:00"]).Exits(0);
        Assert.Contains("--time=1:00", File.ReadAllText(script), StringComparison.Ordinal);
    }

    private string[] Files() => [.. Directory.EnumerateFiles(_folder["out"], "*", SearchOption.AllDirectories).Order()];
}
