using Cli.Tests.Support;
using Testing.Results;

namespace Cli.Tests.Output;

public class FullDiskTests
{
    /// <summary>Each run takes some 40 KiB.</summary>
    private static readonly string[] Settings = ["seeds=9", "training.epochs=1", "ablation.random=1", "--jobs", "1"];

    [Fact]
    public void A_full_one_ends_the_sweep_and_keeps_what_is_finished()
    {
        using var folder = new TemporaryFolder();
        using var disk = FullDisk.Mount(folder["disk"], "256k");
        Assert.SkipWhen(disk is null, "this process may not mount a tmpfs");
        var spec = folder.Write("spec.yaml", SpecTexts.Digits);
        EngineProgram.Run(["run", spec, "--out", folder["disk/out"], .. Settings]).Exits(1)
            .Says("cannot be written", "Free space", "finished runs are kept");
        Leftovers.AssertWhole(folder["disk/out"]);
        var done = Directory.GetFiles(folder["disk/out/runs"]).Select(Path.GetFileName).ToArray();
        Assert.InRange(done.Length, 1, 8);
        // Nothing of a run without its row.
        Assert.Equal(done, Directory.GetFiles(folder["disk/out/epochs"]).Select(Path.GetFileName));
        disk.Grow("8m");
        EngineProgram.Run(["run", spec, "--out", folder["disk/out"], "--resume", .. Settings]).Exits(0);
        EngineProgram.Run(["run", spec, "--out", folder["out"], .. Settings]).Exits(0);
        SameResults.AssertSame(folder["out"], folder["disk/out"]);
    }

    [Fact]
    public void One_that_is_full_from_the_start_holds_nothing_half_written()
    {
        using var folder = new TemporaryFolder();
        using var disk = FullDisk.Mount(folder["disk"], "64k");
        Assert.SkipWhen(disk is null, "this process may not mount a tmpfs");
        File.WriteAllBytes(folder["disk/filler"], new byte[56 << 10]);
        EngineProgram.Run("run", folder.Write("spec.yaml", SpecTexts.Digits), "--out", folder["disk/out"], "--quiet").Exits(1)
            .Says("cannot be written");
        Leftovers.AssertWhole(folder["disk/out"]);
    }

    /// <summary>The results are whole and there is no room for the report, at the end of the sweep or later.</summary>
    [Fact]
    public void One_that_is_full_when_the_report_is_written_keeps_the_results_and_the_older_report()
    {
        using var folder = new TemporaryFolder();
        using var disk = FullDisk.Mount(folder["disk"], "8m");
        Assert.SkipWhen(disk is null, "this process may not mount a tmpfs");
        string[] run = ["run", folder.Write("spec.yaml", SpecTexts.Digits), "--out", folder["disk/out"], "seeds=2", .. Settings[1..]];
        EngineProgram.Run([.. run, "--shard", "0/2"]).Exits(0);
        Fill(folder["disk/filler"]);
        EngineProgram.Run("report", folder["disk/out"]).Exits(1).Says("report.html cannot be written", "Free space");
        Assert.False(File.Exists(folder["disk/out/report.html"]));
        Leftovers.AssertWhole(folder["disk/out"]);
        File.Delete(folder["disk/filler"]);
        EngineProgram.Run([.. run, "--resume"]).Exits(0);
        // Written anew only where it differs.
        File.AppendAllText(folder["disk/out/report.html"], "an older report");
        var report = File.ReadAllBytes(folder["disk/out/report.html"]);
        Fill(folder["disk/filler"]);
        EngineProgram.Run("report", folder["disk/out"]).Exits(1).Says("report.html cannot be written", "Free space");
        Assert.Equal(report, File.ReadAllBytes(folder["disk/out/report.html"]));
        Leftovers.AssertWhole(folder["disk/out"]);
    }

    private static void Fill(string path)
    {
        using var filler = File.Create(path);
        try
        {
            for (var block = new byte[4096]; ;)
            {
                filler.Write(block);
                filler.Flush();
            }
        }
        catch (IOException)
        {
            // The disk is full.
        }
    }
}
