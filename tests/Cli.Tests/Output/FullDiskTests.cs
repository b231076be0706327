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
}
