using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;

namespace Testing;

/// <summary>
/// The Python that tests and benchmarks use: the first of ENGINE_PYTHON, /usr/bin/python3 and python3 that imports the modules. The
/// python3 on the PATH comes last because it is often a version manager's, which lacks the system's packages.
/// </summary>
internal static class PythonInterpreter
{
    private static readonly TimeSpan ImportTime = TimeSpan.FromMinutes(2);
    private static readonly ConcurrentDictionary<string, string?> Found = new();

    /// <summary>The interpreter's path or name, or null where none imports all of <paramref name="modules"/>.</summary>
    public static string? Find(params string[] modules) =>
        Found.GetOrAdd(string.Join(", ", modules), names => Candidates().FirstOrDefault(python => Imports(python, names)));

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable("ENGINE_PYTHON") is { Length: > 0 } chosen)
            yield return chosen;
        yield return "/usr/bin/python3";
        yield return "python3";
    }

    private static bool Imports(string python, string modules)
    {
        var start =
            new ProcessStartInfo(python, ["-c", $"import {modules}"]) { RedirectStandardError = true, RedirectStandardOutput = true };
        try
        {
            using var process = Process.Start(start)!;
            process.OutputDataReceived += (_, _) => { };
            process.ErrorDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            if (process.WaitForExit(ImportTime))
                return process.ExitCode == 0;
            process.Kill(entireProcessTree: true);
            return false;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
