using System.Diagnostics;
using Engine;
using Harness.Runs.Programs;

namespace Harness.Tests.Runs.Programs;

/// <summary>Each hangs for ten minutes, and a limit of a second ends it.</summary>
public class OutsideProgramTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>In which what was killed is gone.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);

    [Fact]
    public void What_it_says_and_its_exit_code_come_back()
    {
        RequireShell();
        var end = new OutsideProgram("sh", "-c", "echo said; echo complained >&2; exit 3").Run(CancellationToken.None);
        Assert.Equal(new ProgramEnd(3, "said\n", "complained\n"), end);
    }

    [Fact]
    public void It_may_say_more_than_a_pipe_holds()
    {
        RequireShell();
        var end = new OutsideProgram("sh", "-c", "head -c 300000 /dev/zero >&2; head -c 300000 /dev/zero").Run(CancellationToken.None);
        Assert.Equal((300000, 300000), (end.Output.Length, end.Errors.Length));
    }

    [Fact]
    public void One_that_takes_longer_than_it_may_is_ended_with_its_children()
    {
        RequireShell();
        var mark = Mark();
        var program = new OutsideProgram("sh", "-c", $"sleep {mark} & wait") { Patience = Second };
        var mistake = Assert.Throws<TimeoutException>(() => program.Run(CancellationToken.None));
        Assert.Equal("sh did not end within 1 seconds", mistake.Message);
        Assert.True(SpinWait.SpinUntil(() => Running(mark).Length == 0, Soon), "a child is left");
    }

    /// <summary>Its pipes are still open, and nobody writes into them any more.</summary>
    [Fact]
    public void One_that_ended_and_left_a_child_is_not_waited_for_longer_than_it_may()
    {
        RequireShell();
        var mark = Mark();
        var program = new OutsideProgram("sh", "-c", $"sleep {mark} &") { Patience = Second };
        try
        {
            Assert.Throws<TimeoutException>(() => program.Run(CancellationToken.None));
        }
        finally
        {
            foreach (var left in Running(mark))
                left.Kill();
        }
    }

    [Fact]
    public void A_browser_that_hangs_is_told_with_its_limit_and_what_can_be_done()
    {
        RequireShell();
        using var folder = new TemporaryFolder();
        var mark = Mark();
        var script = folder.Write("browser", $"#!/bin/sh\nsleep {mark} &\nwait\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var browser = new Browser(script) { Patience = Second };
        var mistake = Assert.Throws<UserErrorException>(() => browser.Dump(new Uri("file:///page.html")));
        Assert.Equal($"{script} did not end within 1 seconds. Name another browser's program in ENGINE_BROWSER.", mistake.Message);
        Assert.True(SpinWait.SpinUntil(() => Running(mark).Length == 0, Soon), "a child is left");
        Assert.Equal(TimeSpan.FromMinutes(5), new Browser(script).Patience);
    }

    /// <summary>A length of sleep that no other process has.</summary>
    private static string Mark() => $"600.{Random.Shared.NextInt64(long.MaxValue)}";

    private static Process[] Running(string mark) =>
        [.. Process.GetProcessesByName("sleep").Where(process => CommandLine(process.Id).Contains(mark, StringComparison.Ordinal))];

    private static string CommandLine(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline");
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static void RequireShell() => Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a shell and /proc");
}
