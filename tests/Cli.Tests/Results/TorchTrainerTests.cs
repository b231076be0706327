using System.Text.Json;
using Cli.Tests.Support;
using Testing.Results;

namespace Cli.Tests.Results;

/// <summary>A sweep that TorchSharp trains, from its spec to its files; skipped with the reason where it cannot be.</summary>
public class TorchTrainerTests
{
    private static readonly string[] Tables = ["ablation", "epochs", "histograms", "neurons", "runs"];

    [Theory]
    [InlineData("torch-cpu")]
    [InlineData("torch-cuda")]
    public void It_comes_to_what_simd_comes_to(string trainer)
    {
        Require(trainer);
        using var folder = new TemporaryFolder();
        var spec = folder.Write("spec.yaml", SpecTexts.Digits);
        EngineProgram.Run("run", spec, "--out", folder["simd"], "--trainer", "simd").Exits(0);
        EngineProgram.Run("run", spec, "--out", folder["torch"], "--trainer", trainer).Exits(0);
        Assert.All(Tables, table => Assert.Equal(4, Directory.GetFiles(folder[$"torch/{table}"]).Length));
        Assert.Equal(4, Directory.GetFiles(folder["torch/models"]).Length);
        var (expected, found) = (Rows(folder["simd"]), Rows(folder["torch"]));
        foreach (var (simd, torch) in expected.Zip(found))
        {
            Assert.Equal((trainer, "done"), (torch.Trainer, torch.Status));
            // Three epochs of rounding errors may move two of the 360 test samples over a boundary.
            Assert.InRange(torch.TestAccuracy, simd.TestAccuracy - (2 / 360.0), simd.TestAccuracy + (2 / 360.0));
            Assert.InRange(torch.TrainLoss, simd.TrainLoss - 1e-3, simd.TrainLoss + 1e-3);
        }
        Assert.Equal([4], StacksOf(folder["torch/manifest.json"]));
    }

    [Fact]
    public void Each_run_alone_or_in_stacks_and_resumed_it_comes_to_the_same()
    {
        const string trainer = "torch-cpu";
        Require(trainer);
        using var folder = new TemporaryFolder();
        var spec = folder.Write("spec.yaml", SpecTexts.Digits);
        EngineProgram.Run("run", spec, "--out", folder["alone"], "--trainer", trainer, "--stack", "1").Exits(0);
        EngineProgram.Run("run", spec, "--out", folder["pairs"], "--trainer", trainer, "--stack", "2", "--shard", "0/2").Exits(0);
        EngineProgram.Run("run", spec, "--out", folder["pairs"], "--trainer", trainer, "--resume")
            .Exits(2).Says("stacks: 2 of up to 2 runs (--stack) → 1 of up to 4 runs (--stack)");
        EngineProgram.Run("run", spec, "--out", folder["pairs"], "--trainer", trainer, "--stack", "2", "--resume").Exits(0);
        Assert.Equal([2, 2], StacksOf(folder["pairs/manifest.json"]));
        foreach (var (alone, paired) in Rows(folder["alone"]).Zip(Rows(folder["pairs"])))
        {
            Assert.InRange(paired.TestAccuracy, alone.TestAccuracy - (2 / 360.0), alone.TestAccuracy + (2 / 360.0));
            Assert.InRange(paired.TrainLoss, alone.TrainLoss - 1e-3, alone.TrainLoss + 1e-3);
        }
    }

    private static void Require(string trainer)
    {
        var devices = JsonDocument.Parse(EngineProgram.Run("devices", "--json").Exits(0).Output).RootElement;
        var line = devices.EnumerateArray().Single(line => line.GetProperty("name").GetString() == trainer);
        var detail = line.GetProperty("detail").GetString()!;
        var available = line.GetProperty("available").GetBoolean();
        if (trainer == "torch-cpu")
            Witness.Require(available, $"torch-cpu ({detail})");
        Assert.SkipUnless(available, $"{trainer}: {detail}");
    }

    private static Row[] Rows(string folder) => [.. Directory.GetFiles(Path.Combine(folder, "runs"))
        .Select(file => ResultTables.Read(file).Table)
        .Select(run => new Row(
            run.Values<long>("seed")[0], run.Values<string>("trainer")[0], run.Values<string>("status")[0],
            run.Values<double>("test_accuracy")[0], run.Values<double>("train_loss")[0]))
        .OrderBy(row => row.Seed)];

    private static int[] StacksOf(string manifest) =>
        [.. JsonDocument.Parse(File.ReadAllText(manifest)).RootElement.GetProperty("stacks").EnumerateArray()
            .Select(stack => stack.GetArrayLength())];

    private sealed record Row(long Seed, string Trainer, string Status, double TestAccuracy, double TrainLoss);
}
