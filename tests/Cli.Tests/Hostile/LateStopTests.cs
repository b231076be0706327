using Cli.Tests.Support;
using Testing.Results;

namespace Cli.Tests.Hostile;

/// <summary>Signals that come after the last run, or while a program that is not ours is waited for.</summary>
public class LateStopTests
{
    /// <summary>The lines go into a full pipe, so that the verb waits at its summary, between the last run and the report.</summary>
    private const string IntoFullPipe =
        "mkfifo PIPE; exec 3<>PIPE; dd if=/dev/zero of=PIPE bs=4096 oflag=nonblock 2>/dev/null; exec env --default-signal=HUP \"$@\" >&3";

    /// <summary>A program that hangs, and a child of it that does.</summary>
    private const string Hanging = "#!/bin/sh\nsleep 600 &\necho $! > CHILD\necho $$ > PARENT\nwait\n";

    private static readonly string[] Short = ["seeds=2", "training.epochs=1", "ablation.random=1"];

    public static TheoryData<string, int> Signals => new() { { "TERM", 75 }, { "INT", 130 }, { "HUP", 75 } };

    [Theory]
    [MemberData(nameof(Signals))]
    public void After_the_last_run_it_stops_without_a_report_and_goes_on_to_it(string signal, int code)
    {
        RequireUnix();
        using var folder = new TemporaryFolder();
        string[] run = ["run", folder.Write("spec.yaml", SpecTexts.Digits), "--out", folder["out"], .. Short];
        using var program = EngineProgram.StartWithin(IntoFullPipe.Replace("PIPE", folder["pipe"], StringComparison.Ordinal), run);
        Await(() => Tables(folder["out/sweep_insights"]) == 1, program);
        StopAtSummary(program, signal, folder["pipe"]).Exits(code)
            .Says("stopped; what is finished is saved. Go on with: engine run", "--resume");
        AssertNoReport(folder);
        var again = EngineProgram.Run([.. run, "--resume"]).Exits(0);
        Assert.Contains("0 of 2 runs done now, 2 done before", again.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(folder["out/report.html"]));
    }

    [Fact]
    public void After_an_analysis_it_stops_without_a_report_and_goes_on_to_it()
    {
        RequireUnix();
        using var folder = new TemporaryFolder();
        EngineProgram.Run(["run", folder.Write("spec.yaml", SpecTexts.Digits), "--out", folder["trained"], .. Short]).Exits(0);
        string[] analyze =
        [
            "analyze", "--model", Directory.GetFiles(folder["trained/models"])[0], "--activation", "relu", "--dataset", "digits",
            "--out", folder["out"], "ablation.random=1",
        ];
        using var program = EngineProgram.StartWithin(IntoFullPipe.Replace("PIPE", folder["pipe"], StringComparison.Ordinal), analyze);
        Await(() => Tables(folder["out/runs"]) == 1, program);
        StopAtSummary(program, "TERM", folder["pipe"]).Exits(75).Says("stopped", "--resume");
        AssertNoReport(folder);
        EngineProgram.Run([.. analyze, "--resume"]).Exits(0);
        Assert.True(File.Exists(folder["out/report.html"]));
    }

    [Theory]
    [MemberData(nameof(Signals))]
    public void A_browser_that_hangs_is_ended_with_the_verb_and_its_child_too(string signal, int code)
    {
        RequireUnix();
        Assert.SkipUnless(Harness.Report.Reporter.HasCharts, "this build has no charts: npm was not there");
        using var folder = new TemporaryFolder();
        EngineProgram.Run(["run", folder.Write("spec.yaml", SpecTexts.Digits), "--out", folder["out"], .. Short]).Exits(0);
        AssertEnds(folder, "browser", $"ENGINE_BROWSER={folder["browser"]}", signal, code, "report", folder["out"], "--png", folder["png"]);
        Assert.False(Directory.Exists(folder["png"]));
    }

    /// <summary>As sbatch does while its controller does not answer.</summary>
    [Theory]
    [MemberData(nameof(Signals))]
    public void A_scheduler_that_hangs_is_ended_with_the_verb(string signal, int code)
    {
        RequireUnix();
        using var folder = new TemporaryFolder();
        var spec = folder.Write("spec.yaml", SpecTexts.Digits);
        AssertEnds(folder, "sbatch", $"PATH={folder[""]}:$PATH", signal, code, "submit", spec, "--slurm", "--out", folder["out"]);
    }

    /// <summary>The verb waits for a program that hangs for ten minutes: twice as long as these tests wait for anything.</summary>
    private static void AssertEnds(TemporaryFolder folder, string name, string variable, string signal, int code, params string[] verb)
    {
        var text = Hanging.Replace("CHILD", folder["child"], StringComparison.Ordinal)
            .Replace("PARENT", folder["parent"], StringComparison.Ordinal);
        var script = folder.Write(name, text);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        using var program = EngineProgram.StartWithin($"export {variable}; exec env --default-signal=HUP \"$@\"", verb);
        Await(() => File.Exists(folder["parent"]) && new FileInfo(folder["parent"]).Length > 0, program);
        program.Signal(signal);
        program.Wait().Exits(code).Says("stopped");
        foreach (var file in new[] { "parent", "child" })
        {
            var process = int.Parse(File.ReadAllText(folder[file]));
            Assert.True(SpinWait.SpinUntil(() => !IsAlive(process), TimeSpan.FromMinutes(1)), $"the {file} is alive");
        }
    }

    /// <summary>Only when the signal has arrived is what fills the pipe read.</summary>
    private static EngineResult StopAtSummary(EngineProgram program, string signal, string pipe)
    {
        // Opened for both and before the signal, it keeps what is in the pipe, whoever has gone.
        using var reader = new FileStream(pipe, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, 0);
        program.Signal(signal);
        Thread.Sleep(2000);
        _ = Task.Factory.StartNew(() => reader.CopyTo(Stream.Null), TaskCreationOptions.LongRunning);
        return program.Wait();
    }

    private static void AssertNoReport(TemporaryFolder folder)
    {
        Assert.False(File.Exists(folder["out/report.html"]), "it went on to the report");
        Leftovers.AssertWhole(folder["out"]);
    }

    /// <summary>A process that has ended and was not waited for by its parent is no longer alive.</summary>
    private static bool IsAlive(int process)
    {
        var status = $"/proc/{process}/stat";
        try
        {
            return File.ReadAllText(status).Split(')')[^1].TrimStart()[0] is not ('Z' or 'X');
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static int Tables(string folder) => Directory.Exists(folder) ? Directory.GetFiles(folder, "*.parquet").Length : 0;

    private static void RequireUnix() => Assert.SkipUnless(OperatingSystem.IsLinux(), "needs signals of Unix, dd and /proc");

    private static void Await(Func<bool> isThere, EngineProgram program)
    {
        while (!isThere())
        {
            Assert.False(program.HasExited, "it ended before the signal");
            Thread.Sleep(5);
        }
    }
}
