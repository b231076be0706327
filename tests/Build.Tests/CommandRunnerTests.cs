using System.Diagnostics;
using Harness.Build;

namespace Build.Tests;

public class CommandRunnerTests
{
    [Fact]
    public void Both_outputs_and_the_exit_code_are_kept()
    {
        using var commands = new CommandRunner();
        var result = commands.Run(Shell("echo out; echo err >&2; exit 3"));
        Assert.Equal((3, false, false), (result.ExitCode, result.Succeeded, result.TimedOut));
        Assert.Equal(["err", "out"], result.Output.Split('\n').Order());
    }

    [Fact]
    public void A_program_that_does_not_exist_is_127_as_in_a_shell()
    {
        using var commands = new CommandRunner();
        var result = commands.Run(new Command("no-such-program-anywhere", [], Path.GetTempPath()));
        Assert.Equal(127, result.ExitCode);
        Assert.Contains("no-such-program-anywhere", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_runs_past_its_limit_is_ended_with_what_it_started()
    {
        using var commands = new CommandRunner();
        var result = commands.Run(Shell("sleep 600 & echo $!; wait") with { Limit = TimeSpan.FromSeconds(1) });
        Assert.True(result.TimedOut);
        Assert.False(result.Succeeded);
        Assert.True(IsGone(int.Parse(result.Output)));
    }

    [Fact]
    public void It_gets_no_input_rather_than_ours()
    {
        using var commands = new CommandRunner();
        Assert.Equal("0", commands.Run(Shell("wc -c | tr -d ' '")).Output);
    }

    private static Command Shell(string script)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the script is for a Unix shell");
        return new Command("/bin/sh", ["-c", script], Path.GetTempPath());
    }

    private static bool IsGone(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return process.WaitForExit(TimeSpan.FromSeconds(10));
        }
        catch (ArgumentException)
        {
            return true;
        }
    }
}
