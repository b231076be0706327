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

    /// <summary>A shell counts in blocks of 512 or 1,024 bytes; every file of a sweep has more.</summary>
    [Fact]
    public void A_file_that_may_not_grow_so_long_is_told_of_in_one_line()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "ulimit -f of a shell of Linux");
        using var folder = new TemporaryFolder();
        // .NET keeps its code in a file unless it is told not to.
        const string Limited = "ulimit -f 1; export DOTNET_EnableWriteXorExecute=0; exec \"$@\"";
        string[] run = ["run", folder.Write("spec.yaml", SpecTexts.Digits), "seeds=1", "training.epochs=1", "--out", folder["out"]];
        EngineProgram.RunWithin(Limited, run).Exits(1)
            .Says("error: ", "cannot be written: The file would be larger than this process", "(ulimit -f)", "Raise the limit");
        EngineProgram.Run([.. run, "--resume"]).Exits(0);
        var report = File.ReadAllBytes(folder["out/report.html"]);
        EngineProgram.RunWithin(Limited, "report", folder["out"], "--out", folder["again.html"]).Exits(1).Says("(ulimit -f)");
        Assert.False(File.Exists(folder["again.html"]));
        Assert.Equal(report, File.ReadAllBytes(folder["out/report.html"]));
        // stdout too is a file.
        EngineProgram.RunWithin($"{Limited} >'{folder["said"]}'", "reference", "spec").Exits(1).Says("stdout cannot be written");
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
