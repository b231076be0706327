using Cli.Tests.Determinism;
using Cli.Tests.Support;
using Testing.Results;

namespace Cli.Tests.Signals;

/// <summary>Ctrl-C, SIGTERM and SIGUSR1 in the real process. Cancelling in each phase, to the call, is in Harness.Tests.Runs.</summary>
public sealed class StopTests(ReferenceRun reference) : IClassFixture<ReferenceRun>
{
    private const int Killed = 128 + 2;

    /// <summary>So long that only a signal ends it; what it costs is a few tenths of a second.</summary>
    private const string Endless = "training.epochs=1000000";

    [Theory]
    [InlineData("INT", 130, "training", Endless)]
    [InlineData("INT", 130, "measuring", "measures.permutations=200000")]
    [InlineData("INT", 130, "ablating", "ablation.random=10000")]
    [InlineData("TERM", 75, "training", Endless)]
    [InlineData("USR1", 75, "training", Endless)]
    public void It_stops_and_tells_how_to_go_on(string signal, int code, string phase, string setting)
    {
        RequireSignals();
        using var folder = new TemporaryFolder();
        var spec = folder.Write("spec.yaml", SpecTexts.Digits);
        using var program = EngineProgram.Start("run", spec, "--out", folder["out"], setting, "network.hidden=[200,200]");
        AwaitManifest(folder, program);
        // Nothing outside says which phase it is in: one epoch of digits takes a hundredth of a second.
        Thread.Sleep(phase == "training" ? 100 : 800);
        program.Signal(signal);
        var result = program.Wait().Exits(code).Says("stopped", $"engine run {spec}", setting, "--resume");
        // Stopped before its first run began, it has none to count.
        if (result.Output.Length > 0)
            Assert.Contains("0 of 4 runs done now", result.Output, StringComparison.Ordinal);
        Leftovers.AssertWhole(folder["out"]);
        // Where it was in training still, the checkpoints that it goes on from.
        Assert.All(
            SameResults.Files(folder["out"]),
            file => Assert.True(file == "manifest.json" || file.StartsWith("checkpoints/", StringComparison.Ordinal), $"{phase}: {file}"));
    }

    [Fact]
    public void A_second_SIGTERM_right_after_the_first_is_an_echo()
    {
        RequireSignals();
        using var folder = new TemporaryFolder();
        var spec = folder.Write("spec.yaml", SpecTexts.Digits);
        using var program = EngineProgram.Start("run", spec, "--out", folder["out"], Endless, "network.hidden=[200,200]");
        AwaitManifest(folder, program);
        Thread.Sleep(200);
        program.Signal("TERM");
        program.Signal("TERM");
        program.Signal("USR1");
        program.Wait().Exits(75).Says("stopped; what is finished is saved");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(150)]
    [InlineData(400)]
    public void Stopped_anywhere_and_resumed_it_gives_the_same_bytes(int milliseconds)
    {
        RequireSignals();
        using var folder = new TemporaryFolder();
        using var program = EngineProgram.Start("run", reference.Spec, "--out", folder["out"], "--jobs", "1");
        AwaitManifest(folder, program);
        Thread.Sleep(milliseconds);
        program.Signal("INT");
        Assert.Contains(program.Wait().ExitCode, new[] { 0, 130 });
        Leftovers.AssertWhole(folder["out"]);
        EngineProgram.Run("run", reference.Spec, "--out", folder["out"], "--resume").Exits(0);
        SameResults.AssertSame(reference.Output, folder["out"]);
    }

    [Fact]
    public void An_analysis_stops_and_goes_on()
    {
        RequireSignals();
        using var folder = new TemporaryFolder();
        var model = folder.Write("net.safetensors", RawSafetensors.Of(RawSafetensors.Layers(64, 300, 300, 10)));
        string[] analyze =
            ["analyze", "--model", model, "--activation", "relu", "--dataset", "digits", "--out", folder["out"],
                "measures.permutations=200000"];
        using var program = EngineProgram.Start(analyze);
        AwaitManifest(folder, program);
        program.Signal("INT");
        program.Wait().Exits(130).Says("--resume");
        Leftovers.AssertWhole(folder["out"]);
        EngineProgram.Run(analyze).Exits(2).Says("--resume");
    }

    [Fact]
    public void While_a_model_is_waited_for_the_first_Ctrl_C_waits_and_the_second_ends_it_at_once()
    {
        RequireSignals();
        using var folder = new TemporaryFolder();
        // A pipe that is open and that nobody writes into.
        using var program = EngineProgram.StartWithin(
            $"mkfifo '{folder["pipe"]}'; exec 3<>'{folder["pipe"]}'; exec \"$@\"", "analyze", "--model", "/dev/fd/3", "--activation",
            "relu", "--dataset", "digits", "--out", folder["out"]);
        Thread.Sleep(1500);
        program.Signal("INT");
        Thread.Sleep(300);
        Assert.False(program.HasExited);
        program.Signal("INT");
        Assert.Equal(Killed, program.Wait().ExitCode);
        Assert.False(Directory.Exists(folder["out"]));
    }

    private static void AwaitManifest(TemporaryFolder folder, EngineProgram program)
    {
        for (var tries = 0; tries < 3000 && !File.Exists(folder["out/manifest.json"]) && !program.HasExited; tries++)
            Thread.Sleep(10);
    }

    private static void RequireSignals() => Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are Unix's");
}
