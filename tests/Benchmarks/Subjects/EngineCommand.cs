using System.Diagnostics;
using Benchmarks.Timing;
using Testing;

namespace Benchmarks.Subjects;

/// <summary>The command line as a user starts it, after a build.</summary>
internal static class EngineCommand
{
    /// <returns>Seconds from the start of the process to its end.</returns>
    public static double Time(params string[] arguments) => Time(arguments, out _);

    /// <param name="output">What it printed.</param>
    /// <exception cref="WrongResultException">It ended with an error.</exception>
    public static double Time(string[] arguments, out string output)
    {
        var program = Path.Combine(
            RepositoryRoot.Path, "artifacts", "build", "bin", "Harness.Cli", "release",
            OperatingSystem.IsWindows() ? "engine.exe" : "engine");
        var printed = "";
        var seconds = Stopwatches.Time(() =>
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
            printed = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0)
                throw new WrongResultException($"engine {string.Join(' ', arguments)} ended with {process.ExitCode}");
        });
        output = printed;
        return seconds;
    }
}
