using System.Diagnostics;
using System.Text.Json;
using Cli.Tests.Support;

namespace Cli.Tests.Output;

/// <summary>Data go to stdout, progress and log to stderr; neither holds a control character where no terminal is.</summary>
public class StreamsTests
{
    [Fact]
    public void Redirected_output_holds_lines_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        var result = Run(folder).Exits(0);
        Assert.DoesNotContain(result.Output + result.Error, letter => char.IsControl(letter) && letter != '\n');
        Assert.Contains("[4/4]", result.Error, StringComparison.Ordinal);
        Assert.Contains("│ layer-1", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Quiet_is_silent_on_stderr()
    {
        using var folder = new TemporaryFolder();
        Assert.Empty(Run(folder, "--quiet").Exits(0).Error);
    }

    [Fact]
    public void Json_of_a_run_parses_and_has_every_run_also_when_it_was_done_before()
    {
        using var folder = new TemporaryFolder();
        var first = JsonDocument.Parse(Run(folder, "--json").Exits(0).Output).RootElement;
        var again = JsonDocument.Parse(Run(folder, "--json", "--resume").Exits(0).Output).RootElement;
        Assert.Equal((4, 0), (first.GetProperty("done").GetInt32(), first.GetProperty("done_before").GetInt32()));
        Assert.Equal((0, 4), (again.GetProperty("done").GetInt32(), again.GetProperty("done_before").GetInt32()));
        Assert.Equal(4, first.GetProperty("runs").GetArrayLength());
        Assert.Equal(first.GetProperty("runs").GetRawText(), again.GetProperty("runs").GetRawText());
    }

    [Theory]
    [InlineData("devices", "--json")]
    [InlineData("data", "list", "--json")]
    [InlineData("data", "verify", "digits", "--json")]
    public void Json_parses(params string[] arguments) => JsonDocument.Parse(EngineProgram.Run(arguments).Exits(0).Output);

    [Fact]
    public void Json_of_a_plan_parses_and_writes_nothing()
    {
        using var folder = new TemporaryFolder();
        var plan = JsonDocument.Parse(Run(folder, "--dry-run", "--json").Exits(0).Output).RootElement;
        Assert.Equal(4, plan.GetProperty("runs").GetArrayLength());
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void On_a_terminal_NO_COLOR_means_no_color(bool noColor)
    {
        var python = PythonWitness.Require("pty");
        using var folder = new TemporaryFolder();
        var spec = folder.Write("spec.yaml", SpecTexts.Digits);
        string[] engine = ["dotnet", Path.Combine(AppContext.BaseDirectory, "engine.dll"), "run", spec, "--out", folder["out"]];
        var start = new ProcessStartInfo(python, ["-c", "import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)", .. engine])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        start.Environment["TERM"] = "xterm-256color";
        start.Environment.Remove("NO_COLOR");
        if (noColor)
            start.Environment["NO_COLOR"] = "1";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        Assert.Contains("4 of 4 runs done now", output, StringComparison.Ordinal);
        // Select Graphic Rendition with a foreground color: ESC [ 3x m, ESC [ 9x m or ESC [ 38;… m.
        Assert.Equal(!noColor, System.Text.RegularExpressions.Regex.IsMatch(output, "\u001b\\[(\\d+;)*(3[0-8]|9[0-7])[;\\d]*m"));
    }

    private static EngineResult Run(TemporaryFolder folder, params string[] more) =>
        EngineProgram.Run(["run", folder.Write("spec.yaml", SpecTexts.Digits), "--out", folder["out"], .. more]);
}
