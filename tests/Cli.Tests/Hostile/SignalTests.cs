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
        using var program = EngineProgram.StartWithin(
            "trap '' HUP; exec \"$@\"", "run", spec, "--out", folder["out"], "training.epochs=100");
        AwaitFile(folder["out/manifest.json"], program);
        program.Signal("HUP");
        // Its end is the only proof: a run that stops goes on for a while to save what it has.
        program.Wait().Exits(0);
    }

    /// <summary>A folder of so many runs that each verb is still reading when it is told to stop, or else at the next try.</summary>
    [Theory]
    [InlineData("status", "--verify")]
    [InlineData("merge", "--out", "OUT")]
    [InlineData("export", "--out", "OUT")]
    [InlineData("report")]
    public void A_verb_that_reads_a_large_folder_stops_and_leaves_nothing_half(string verb, params string[] options)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs /proc, which tells that a verb has begun to read");
        using var folder = new TemporaryFolder();
        EngineProgram.Run(
            "run", folder.Write("spec.yaml", SpecTexts.Digits), "--out", folder["out"], "training.epochs=1", "seeds=40",
            "ablation.random=50", "--quiet").Exits(0);
        File.Delete(folder["out/report.html"]);
        for (var tries = 1; ; tries++)
        {
            string[] arguments = [verb, folder["out"], .. options.Select(word => word == "OUT" ? folder[$"new-{tries}"] : word)];
            using var program = EngineProgram.Start(arguments);
            AwaitReading(program);
            program.Signal("TERM");
            var result = program.Wait();
            Leftovers.AssertWhole(folder[""]);
            if (result.ExitCode == 0 && tries < 5)
                continue;
            result.Exits(75).Says("stopped; the same command begins again");
            EngineProgram.Run(arguments).Exits(0);
            return;
        }
    }

    private static void RequireSignals() => Assert.SkipWhen(OperatingSystem.IsWindows(), "needs signals of Unix");

    /// <summary>A verb that reads a table has loaded the library that it is read by.</summary>
    private static void AwaitReading(EngineProgram program)
    {
        while (!program.HasExited && !HasLoaded(program.Id, "/Parquet.dll"))
            Thread.Sleep(1);
    }

    private static bool HasLoaded(int process, string library)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/maps").Contains(library, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            // It has ended.
            return false;
        }
    }

    private static void AwaitFile(string path, EngineProgram program)
    {
        while (!File.Exists(path) || new FileInfo(path).Length == 0)
        {
            Assert.False(program.HasExited, "it ended before the signal");
            Thread.Sleep(5);
        }
    }
}
