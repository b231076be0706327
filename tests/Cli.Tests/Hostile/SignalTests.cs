using Cli.Tests.Support;
using Testing.Results;

namespace Cli.Tests.Hostile;

/// <summary>Signals that reach verbs other than <c>run</c>, and a terminal that goes away.</summary>
public class SignalTests
{
    private const string Endless = "training.epochs=1000000";

    [Fact]
    public void A_terminal_that_hangs_up_stops_a_run_as_SIGTERM_does()
    {
        RequireSignals();
        using var folder = new TemporaryFolder();
        var spec = folder.Write("spec.yaml", SpecTexts.Digits);
        using var program = EngineProgram.StartWithin(
            "exec env --default-signal=HUP \"$@\"", "run", spec, "--out", folder["out"], Endless);
        AwaitFile(folder["out/manifest.json"], program);
        program.Signal("HUP");
        program.Wait().Exits(75).Says("stopped", "--resume");
    }

    [Fact]
    public void A_run_that_ignores_hang_ups_as_nohup_makes_it_goes_on()
    {
        RequireSignals();
        using var folder = new TemporaryFolder();
        var spec = folder.Write("spec.yaml", SpecTexts.Digits);
        using var program = EngineProgram.StartWithin("trap '' HUP; exec \"$@\"", "run", spec, "--out", folder["out"], Endless);
        AwaitFile(folder["out/manifest.json"], program);
        program.Signal("HUP");
        Thread.Sleep(500);
        Assert.False(program.HasExited);
        program.Signal("TERM");
        program.Wait().Exits(75);
    }

    /// <summary>A folder of so many runs that each verb is likely still reading when it is told to stop.</summary>
    [Theory]
    [InlineData("status", "--verify")]
    [InlineData("merge", "--out", "OUT")]
    [InlineData("export", "--out", "OUT")]
    [InlineData("report")]
    public void A_verb_that_reads_a_large_folder_stops_and_leaves_nothing_half(string verb, params string[] options)
    {
        RequireSignals();
        using var folder = new TemporaryFolder();
        EngineProgram.Run(
            "run", folder.Write("spec.yaml", SpecTexts.Digits), "--out", folder["out"], "training.epochs=1", "seeds=40",
            "ablation.random=50", "--quiet").Exits(0);
        File.Delete(folder["out/report.html"]);
        string[] arguments = [verb, folder["out"], .. options.Select(word => word == "OUT" ? folder["new"] : word)];
        using var program = EngineProgram.Start(arguments);
        Thread.Sleep(600);
        program.Signal("TERM");
        var result = program.Wait();
        // A quick machine may have been done before.
        Assert.Contains(result.ExitCode, new[] { 0, 75 });
        if (result.ExitCode == 75)
            result.Says("stopped; the same command begins again");
        Leftovers.AssertWhole(folder[""]);
        EngineProgram.Run(result.ExitCode == 0 && verb == "export" ? ["status", folder["out"]] : arguments).Exits(0);
    }

    private static void RequireSignals() => Assert.SkipWhen(OperatingSystem.IsWindows(), "needs signals of Unix");

    private static void AwaitFile(string path, EngineProgram program)
    {
        while (!File.Exists(path) || new FileInfo(path).Length == 0)
        {
            Assert.False(program.HasExited, "it ended before the signal");
            Thread.Sleep(5);
        }
    }
}
