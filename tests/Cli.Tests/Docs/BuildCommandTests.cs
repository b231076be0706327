using System.Diagnostics;

namespace Cli.Tests.Docs;

/// <summary>
/// The README's lines that begin with <c>./build.sh</c>: the demo prints what it says, and <c>run</c> is the engine. <c>test</c> is what
/// runs these.
/// </summary>
public class BuildCommandTests
{
    [Fact]
    public void They_are_those_that_are_tested_here() => Assert.Equal(
        ["demo", "test", "run"],
        Readme.Lines.Where(line => line.StartsWith("    ./build.sh ", StringComparison.Ordinal))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]));

    [Fact]
    public void The_demo_ends_as_the_README_shows()
    {
        var (output, devices) = (BuildScript("demo"), BuildScript("run", "devices"));
        string[] shown = [.. Readme.Indented("demo: ")];
        var printed = output.Split('\n').Select(line => line.TrimEnd())
            .SkipWhile(line => !line.StartsWith("demo: ", StringComparison.Ordinal))
            .Select(line => line.Replace(RepositoryRoot.Path, "…", StringComparison.Ordinal)).ToArray()[..shown.Length];
        Assert.Equal("Report: …/artifacts/demo/report.html", printed[^1].Split(" (")[0]);
        Assert.True(File.Exists(Path.Combine(RepositoryRoot.Path, "artifacts", "demo", "report.html")));
        // Vectors of another width sum in another order.
        if (devices.Contains("vector256", StringComparison.Ordinal))
            Assert.Equal(shown, printed);
        else
            Assert.Equal(shown.Select(Letters), printed.Select(Letters));
    }

    private static string Letters(string line) => string.Concat(line.Where(char.IsLetter));

    private static string BuildScript(params string[] words)
    {
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable("ENGINE_BUILT") == "1",
            "runs below ./build.sh test alone: build.sh must find nothing to build while tests run");
        Assert.SkipWhen(OperatingSystem.IsWindows(), "build.sh needs a POSIX shell");
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(RepositoryRoot.Path, "build.sh"), words)
        {
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error.Result + output.Result);
        return output.Result;
    }
}
