using Cli.Tests.Support;

namespace Cli.Tests.Hostile;

/// <summary>Where a process may open few files only, it says so in a line, whatever could not be opened.</summary>
public class LimitTests
{
    /// <summary>From where .NET itself starts, to where all is well; what fails first differs from number to number.</summary>
    [Theory]
    [InlineData(64)]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(120)]
    public void Too_few_open_files_are_told_of_in_one_line(int files)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "ulimit -n of a shell of Linux, and what .NET opens there");
        using var folder = new TemporaryFolder();
        var result = EngineProgram.RunWithin(
            $"ulimit -n {files}; exec \"$@\"", "run", folder.Write("spec.yaml", SpecTexts.Digits), "--out", folder["out"], "seeds=1");
        if (result.ExitCode == 0)
            return;
        // Where .NET cannot start a thread of its own, it ends the process itself.
        Assert.Contains(result.ExitCode, new[] { 1, 134 });
        Assert.DoesNotContain("at Harness.", result.Error, StringComparison.Ordinal);
        if (result.ExitCode == 1)
            Assert.Contains(
                new[] { "ulimit -n 1024", "Too many open files" }, why => result.Error.Contains(why, StringComparison.Ordinal));
    }

    [Fact]
    public void A_mistake_is_told_of_too()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "ulimit -n of a shell of Linux");
        Assert.Contains(
            "is missing", EngineProgram.RunWithin("ulimit -n 64; exec \"$@\"", "status", "/nowhere").Exits(2).Error,
            StringComparison.Ordinal);
    }
}
