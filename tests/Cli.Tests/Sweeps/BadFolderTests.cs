using System.Text.Json;
using Cli.Tests.Output;
using Cli.Tests.Support;
using Testing.Results;

namespace Cli.Tests.Sweeps;

/// <summary>Folders that something happened to.</summary>
public sealed class BadFolderTests
{
    private static readonly string[] Settings = ["training.epochs=1", "ablation.random=1", "--quiet"];

    [Fact]
    public void One_that_is_read_only_is_an_error_that_says_so_and_its_status_can_be_read()
    {
        using var folder = new TemporaryFolder();
        using var disk = FullDisk.Mount(folder["disk"], "8m");
        Assert.SkipWhen(disk is null, "this process may not mount a tmpfs");
        var spec = folder.Write("spec.yaml", SpecTexts.Digits);
        EngineProgram.Run(["run", spec, "--out", folder["disk/out"], "--shard", "0/2", .. Settings]).Exits(0);
        disk.MakeReadOnly();
        EngineProgram.Run(["run", spec, "--out", folder["disk/out"], "--resume", .. Settings]).Exits(1)
            .Says("Read-only file system", "finished runs are kept");
        EngineProgram.Run(["run", spec, "--out", folder["disk/new"], .. Settings]).Exits(1)
            .Says("cannot be written", "Read-only file system");
        Assert.Contains("2 done", EngineProgram.Run("status", folder["disk/out"]).Exits(0).Output, StringComparison.Ordinal);
        disk.Grow("8m");
    }

    /// <summary>A finished sweep on a read-only mount: the report is there, was made by another build, or is missing.</summary>
    [Fact]
    public void A_finished_sweep_in_a_read_only_one_is_resumed_with_success_and_nothing_is_written()
    {
        using var folder = new TemporaryFolder();
        using var disk = FullDisk.Mount(folder["disk"], "8m");
        Assert.SkipWhen(disk is null, "this process may not mount a tmpfs");
        string[] run = ["run", folder.Write("spec.yaml", SpecTexts.Digits), "--out", folder["disk/out"], .. Settings];
        EngineProgram.Run(run).Exits(0);
        var row = Directory.GetFiles(folder["disk/out/runs"])[0];
        disk.MakeReadOnly();
        var whole = EngineProgram.Run([.. run, "--resume"]).Exits(0);
        Assert.Contains("4 done before", whole.Output, StringComparison.Ordinal);
        Assert.Contains("nothing was written", whole.Output, StringComparison.Ordinal);
        EngineProgram.Run("report", folder["disk/out"]).Exits(0);
        disk.Grow("8m");
        foreach (var change in new Action<string>[] { path => File.AppendAllText(path, "<!-- another build's -->"), File.Delete })
        {
            change(folder["disk/out/report.html"]);
            disk.MakeReadOnly();
            EngineProgram.Run([.. run, "--resume"]).Exits(0).Says("nothing was written", "--out FILE");
            EngineProgram.Run("report", folder["disk/out"]).Exits(1).Says("report.html cannot be written");
            EngineProgram.Run("report", folder["disk/out"], "--out", folder["report.html"]).Exits(0);
            disk.Grow("8m");
        }
        // A run that is to be done again is another thing.
        File.Delete(row);
        disk.MakeReadOnly();
        EngineProgram.Run([.. run, "--resume"]).Exits(1).Says("Read-only file system");
        disk.Grow("8m");
    }

    /// <summary>Files that are as they were keep their times.</summary>
    [Fact]
    public void A_finished_sweep_is_resumed_without_writing_anything()
    {
        using var folder = new TemporaryFolder();
        string[] run = ["run", folder.Write("spec.yaml", SpecTexts.Digits), "--out", folder["out"], "seeds=2", .. Settings];
        EngineProgram.Run(run).Exits(0);
        var longAgo = new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var files = Directory.GetFiles(folder["out"], "*", SearchOption.AllDirectories);
        foreach (var file in files)
            File.SetLastWriteTimeUtc(file, longAgo);
        var resumed = EngineProgram.Run([.. run, "--resume"]).Exits(0);
        Assert.Contains("nothing was written", resumed.Output, StringComparison.Ordinal);
        Assert.All(files, file => Assert.Equal(longAgo, File.GetLastWriteTimeUtc(file)));
        Assert.Equal(files, Directory.GetFiles(folder["out"], "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_truncated_row_is_done_again_and_a_file_of_somebody_else_is_left_alone()
    {
        using var folder = new TemporaryFolder();
        string[] run = ["run", folder.Write("spec.yaml", SpecTexts.Digits), .. Settings];
        EngineProgram.Run([.. run, "--out", folder["whole"]]).Exits(0);
        EngineProgram.Run([.. run, "--out", folder["out"]]).Exits(0);
        var rows = Directory.GetFiles(folder["out/runs"]).Order(StringComparer.Ordinal).ToArray();
        File.WriteAllBytes(rows[0], File.ReadAllBytes(rows[0])[..^9]);
        File.WriteAllText(rows[1], "another program's");
        var foreign = folder.Write("out/runs/foreign.parquet", "PAR1, they say");
        Assert.Contains(
            "2 done, 0 failed, 2 missing", EngineProgram.Run("status", folder["out"]).Exits(0).Output, StringComparison.Ordinal);
        var result = JsonDocument.Parse(EngineProgram.Run([.. run, "--out", folder["out"], "--resume", "--json"]).Exits(0).Output)
            .RootElement;
        Assert.Equal((2, 2), (result.GetProperty("done").GetInt32(), result.GetProperty("done_before").GetInt32()));
        Assert.Equal("PAR1, they say", File.ReadAllText(foreign));
        File.Delete(foreign);
        // The report, made while it was there, names it.
        foreach (var name in new[] { "whole", "out" })
            File.Delete(folder[$"{name}/report.html"]);
        SameResults.AssertSame(folder["whole"], folder["out"]);
    }

    [Fact]
    public void All_that_is_wrong_with_a_sweeps_points_is_told_at_once_and_nothing_is_begun()
    {
        using var folder = new TemporaryFolder();
        var spec = folder.Write("spec.yaml", SpecTexts.Digits);
        EngineProgram.Run("run", spec, "--out", folder["out"], "seeds=1", "sweep={pictures.grid: [0, 5], input.mean: [0, [0, 0, 0]]}")
            .Exits(2).Says("pictures need 2 features and 2 classes", "(in small-", "The data set is digits.");
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Fact]
    public void A_dry_run_shows_the_grid_the_number_of_runs_and_what_they_take_and_writes_nothing()
    {
        using var folder = new TemporaryFolder();
        var plan = EngineProgram.Run(
            "run", folder.Write("spec.yaml", SpecTexts.Digits), "--out", folder["out"], "--dry-run",
            "sweep={training.l2: [0, 1e-3], zip: {network.hidden: [[30], [10, 5]], training.epochs: [3, 7]}}").Exits(0).Output;
        string[] parts =
        [
            "4 x 4 seeds = 16 runs", "training.l2: 2 values: 0, 1e-3",
            "network.hidden, training.epochs: 2 values: (30, 3), (10-5, 7)", "on this machine", "MiB",
        ];
        foreach (var part in parts)
            Assert.Contains(part, plan, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["out"]));
    }
}
