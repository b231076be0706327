using Cli.Tests.Support;

namespace Cli.Tests.Hostile;

/// <summary>A pipe that is full, and whose reader sleeps, does not keep a process that is to stop.</summary>
public class BlockedTests
{
    /// <summary>The pipe is filled before the engine starts; who would read it sleeps for much longer than the test waits.</summary>
    [Theory]
    [InlineData("2>&3")]
    [InlineData(">&3")]
    [InlineData(">&3 2>&3")]
    public void A_stop_ends_a_run_whose_streams_take_nothing(string redirection)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a shell's pipes of Linux");
        using var folder = new TemporaryFolder();
        using var program = EngineProgram.StartWithin(
            Fill(folder) + $"exec \"$@\" {redirection} 3>&-", "run", folder.Write("spec.yaml", SpecTexts.Digits), "--out", folder["out"],
            "training.epochs=100000");
        var manifest = folder["out/manifest.json"];
        for (var tries = 0; !File.Exists(manifest) && tries < 1200; tries++)
            Thread.Sleep(100);
        Assert.True(File.Exists(manifest), "the run did not begin");
        program.Signal("TERM");
        Assert.Equal(75, program.Wait().ExitCode);
    }

    [Theory]
    [InlineData(">&3", "reference", "spec")]
    [InlineData("2>&3", "status", "/nowhere")]
    [InlineData(">&3 2>&3", "data", "list")]
    public void A_stop_ends_a_verb_that_only_shows_something(string redirection, params string[] verb)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a shell's pipes of Linux");
        using var folder = new TemporaryFolder();
        using var program = EngineProgram.StartWithin(Fill(folder) + $"exec \"$@\" {redirection} 3>&-", verb);
        // It is stopped while it waits, or before; by the second signal it waits.
        Thread.Sleep(5000);
        program.Signal("TERM");
        Thread.Sleep(2000);
        program.Signal("TERM");
        Assert.NotEqual(0, program.Wait().ExitCode);
    }

    private static string Fill(TemporaryFolder folder)
    {
        var pipe = folder["pipe"];
        return $"mkfifo '{pipe}'; sleep 120 <'{pipe}' >/dev/null 2>&1 & exec 3>'{pipe}'; timeout 2 cat /dev/zero >&3; ";
    }
}
