using Cli.Tests.Support;

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

    /// <summary>The browser is a script that waits for longer than the test does.</summary>
    [Theory]
    [InlineData("TERM", 75)]
    [InlineData("INT", 130)]
    [InlineData("HUP", 75)]
    public void A_browser_that_hangs_is_ended_with_the_verb(string signal, int code)
    {
        RequireSignals();
        Assert.SkipUnless(Harness.Report.Reporter.HasCharts, "this build has no charts: npm was not there");
        using var folder = new TemporaryFolder();
        var browser = folder.Write("browser", $"#!/bin/sh\necho $$ > {folder["pid"]}\nsleep 600\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(browser, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        EngineProgram.Run("run", folder.Write("spec.yaml", SpecTexts.Digits), "--out", folder["out"], "seeds=1", "training.epochs=1")
            .Exits(0);
        using var program = EngineProgram.StartWithin(
            $"export ENGINE_BROWSER={browser}; exec env --default-signal=HUP \"$@\"", "report", folder["out"], "--png", folder["png"]);
        AwaitFile(folder["pid"], program);
        program.Signal(signal);
        program.Wait().Exits(code).Says("stopped");
        Assert.False(Directory.Exists($"/proc/{File.ReadAllText(folder["pid"]).Trim()}"));
        Assert.False(Directory.Exists(folder["png"]));
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
