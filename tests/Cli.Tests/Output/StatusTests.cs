using System.Text.Json;
using Cli.Tests.Support;

namespace Cli.Tests.Output;

public class StatusTests
{
    [Fact]
    public void A_folder_that_is_no_sweep_is_a_usage_error()
    {
        using var folder = new TemporaryFolder();
        EngineProgram.Run("status", folder.Path).Exits(2).Says("manifest.json is missing");
        EngineProgram.Run("status", folder["nowhere"]).Exits(2).Says("manifest.json is missing");
    }

    [Fact]
    public void A_part_of_a_sweep_is_told_from_the_folder_alone()
    {
        using var folder = new TemporaryFolder();
        EngineProgram.Run("run", folder.Write("spec.yaml", SpecTexts.Digits), "--out", folder["out"], "--shard", "1/4", "--quiet").Exits(0);
        Assert.Equal((4, 1, 0, 3), Counts(folder));
        var row = Directory.GetFiles(folder["out/runs"]).Single();
        File.WriteAllText(row, "damaged");
        Assert.Equal((4, 0, 0, 4), Counts(folder));
        Assert.Contains(row, EngineProgram.Run("status", folder["out"]).Exits(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_run_in_training_the_last_epoch_is_told()
    {
        using var folder = new TemporaryFolder();
        var spec = folder.Write("spec.yaml", SpecTexts.Digits);
        EngineProgram.Run("run", spec, "--out", folder["out"], "--shard", "0/4", "--quiet").Exits(0);
        var runs = JsonDocument.Parse(File.ReadAllText(folder["out/manifest.json"])).RootElement.GetProperty("runs").EnumerateArray()
            .Select(run => run.GetString()!);
        var run = runs.First(run => !File.Exists(folder[$"out/runs/{run}.parquet"]));
        folder.Write($"out/claims/{run}.1.claim", $$"""
            {"owner":{"host":"elsewhere","process":7,"started":"1"},"token":"t","beat":3,"lease_seconds":1,
             "runs":{"{{run}}":{"epoch":3,"epochs":20,"loss":0.5,"accuracy":0.75} } }
            """);
        var epoch = $"{run}: epoch 3/20, loss 0.5, accuracy 0.750";
        Assert.Contains(
            $"running  {run}: process 7 on elsewhere, epoch 3/20, loss 0.5, accuracy 0.750",
            EngineProgram.Run("status", folder["out"]).Exits(0).Output, StringComparison.Ordinal);
        var said = folder["said"];
        using var following = EngineProgram.StartWithin($"exec \"$@\" > '{said}'", "status", folder["out"], "--follow");
        Assert.True(SpinWait.SpinUntil(
            () => File.Exists(said) && File.ReadAllText(said).Contains(epoch, StringComparison.Ordinal), TimeSpan.FromMinutes(1)));
        EngineProgram.Run("run", spec, "--out", folder["out"], "--resume", "--quiet").Exits(0);
        following.Wait().Exits(0);
        Assert.EndsWith("  1 of 4 runs done, 1 running", File.ReadAllLines(said)[0], StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_followed_until_the_last_run_has_ended()
    {
        using var folder = new TemporaryFolder();
        var spec = folder.Write("spec.yaml", SpecTexts.Digits);
        EngineProgram.Run("run", spec, "--out", folder["out"], "--shard", "0/4", "--quiet").Exits(0);
        var said = folder["said"];
        using var following = EngineProgram.StartWithin($"exec \"$@\" > '{said}'", "status", folder["out"], "--follow");
        Assert.True(SpinWait.SpinUntil(() => File.Exists(said) && File.ReadAllText(said).EndsWith('\n'), TimeSpan.FromMinutes(1)));
        EngineProgram.Run("run", spec, "--out", folder["out"], "--resume", "--quiet").Exits(0);
        following.Wait().Exits(0);
        var lines = File.ReadAllLines(said);
        Assert.EndsWith("  1 of 4 runs done, 0 running", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(": 4 runs planned, 4 done, 0 failed, 0 missing", lines[^1], StringComparison.Ordinal);
        // Of a sweep that has ended there is nothing to wait for.
        Assert.Equal(lines[^1], EngineProgram.Run("status", folder["out"], "--follow").Exits(0).Output.Trim());
        EngineProgram.Run("status", folder["out"], "--follow", "--json").Exits(2).Says("leave out --verify and --json");
    }

    private static (int, int, int, int) Counts(TemporaryFolder folder)
    {
        var status = JsonDocument.Parse(EngineProgram.Run("status", folder["out"], "--json").Exits(0).Output).RootElement;
        int Number(string key) => status.GetProperty(key).GetInt32();
        return (Number("planned"), Number("done"), Number("failed"), Number("missing"));
    }
}
