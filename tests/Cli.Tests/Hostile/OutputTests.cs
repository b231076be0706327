using Cli.Tests.Support;
using Testing.Results;

namespace Cli.Tests.Hostile;

/// <summary>Streams that take nothing: what is shown is lost, what is done is not.</summary>
public class OutputTests
{
    private static readonly string[] Settings = ["seeds=1", "training.epochs=1", "ablation.random=1"];

    [Theory]
    [InlineData("exec \"$@\" 2>&-")]
    [InlineData("exec \"$@\" 2>/dev/full")]
    [InlineData("exec \"$@\" >&-")]
    [InlineData("exec \"$@\" >/dev/full")]
    [InlineData("exec \"$@\" >&- 2>&-")]
    [InlineData("exec \"$@\" <&- >/dev/full 2>/dev/full")]
    public void A_run_ends_as_it_does_with_all_streams(string shell)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs /dev/full");
        using var folder = new TemporaryFolder();
        string[] run = ["run", folder.Write("spec.yaml", SpecTexts.Digits), .. Settings];
        EngineProgram.Run([.. run, "--out", folder["whole"]]).Exits(0);
        EngineProgram.RunWithin(shell, [.. run, "--out", folder["out"]]).Exits(0);
        Assert.True(File.Exists(folder["out/report.html"]));
        SameResults.AssertSame(folder["whole"], folder["out"]);
    }

    [Fact]
    public void A_run_that_could_not_show_its_table_says_so_and_where_it_is()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs /dev/full");
        using var folder = new TemporaryFolder();
        EngineProgram.RunWithin(
            "exec \"$@\" >/dev/full", ["run", folder.Write("spec.yaml", SpecTexts.Digits), "--out", folder["out"], .. Settings])
            .Exits(0).Says("warning: stdout cannot be written: No space left on device", "in the files");
    }

    [Fact]
    public void Data_that_were_fetched_are_there_though_nothing_says_so()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs /dev/full");
        EngineProgram.RunWithin("exec \"$@\" >/dev/full", "data", "get", "digits").Exits(0).Says("warning: stdout cannot be written");
    }

    [Theory]
    [InlineData("devices")]
    [InlineData("data", "list")]
    [InlineData("reference", "spec")]
    [InlineData("completion", "bash")]
    [InlineData("--help")]
    [InlineData("run", "--help")]
    public void What_only_shows_something_fails_where_that_is_lost(params string[] verb)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs /dev/full");
        EngineProgram.RunWithin("exec \"$@\" >/dev/full", verb).Exits(1)
            .Says("stdout cannot be written: No space left on device");
        // The program's own exit code, not that of head, behind which it waits.
        EngineProgram.RunWithin("{ \"$@\"; echo \"ended with $?\" >&2; } | head -n 0", verb).Exits(0).Says("ended with 0");
    }

    [Fact]
    public void A_name_with_escape_codes_is_shown_and_not_obeyed()
    {
        using var folder = new TemporaryFolder();
        var error = EngineProgram.Run("status", folder["a\u001b[31mb\u009bc\rd"]).Exits(2).Error;
        Assert.Contains(@"a\u001b[31mb\u009bc\u000dd", error, StringComparison.Ordinal);
        Assert.DoesNotContain(error, letter => char.IsControl(letter) && letter != '\n');
    }

    [Fact]
    public void A_line_break_in_a_name_makes_no_line_of_its_own()
    {
        using var folder = new TemporaryFolder();
        EngineProgram.Run(["run", folder.Write("spec.yaml", SpecTexts.Digits), "--out", folder["out"], .. Settings]).Exits(0);
        var manifest = File.ReadAllText(folder["out/manifest.json"]);
        File.WriteAllText(
            folder["out/manifest.json"],
            manifest.Replace("\"name\": \"small\"", "\"name\": \"small\\n9 runs\\u001b[31m [red]\"", StringComparison.Ordinal));
        Assert.StartsWith(
            @"small\u000a9 runs\u001b[31m [red]: 1 run planned, 1 done", EngineProgram.Run("status", folder["out"]).Exits(0).Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_cell_of_a_table_has_neither_line_breaks_nor_markup() =>
        Assert.Equal(@"a\u000ab\u0009c\u001b[[red]]", Harness.Cli.Output.Visible.Cell("a\nb\tc\u001b[red]"));
}
