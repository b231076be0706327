using System.Diagnostics;

namespace Cli.Tests.Support;

/// <summary>A script that reads tables with pandas and draws with matplotlib, without a screen.</summary>
internal static class Python
{
    /// <returns>What it prints.</returns>
    public static string Run(string folder, params string[] script) =>
        Run(PythonWitness.Require("pandas", "matplotlib"), folder, null, script);

    /// <summary>A script that imports <c>engine</c> from harness/python, which calls the command line of these tests.</summary>
    /// <returns>What it prints.</returns>
    public static string RunWithEngine(TemporaryFolder folder, params string[] script)
    {
        var python = PythonWitness.Require("pandas", "matplotlib", "torch");
        var engine = Path.Combine(AppContext.BaseDirectory, "engine.dll");
        var program = folder.Write("engine.sh", $"#!/bin/sh\nexec dotnet '{engine}' \"$@\"\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return Run(python, folder.Path, program, script);
    }

    private static string Run(string python, string folder, string? program, string[] script)
    {
        Witness.Require(
            Directory.Exists(Path.Combine(RepositoryRoot.Path, "tests", "witnesses", "node", "node_modules", "@duckdb")), "DuckDB");
        var info = new ProcessStartInfo(
            python, ["-B", Path.Combine(RepositoryRoot.Path, "tests", "witnesses", "python", "with_pandas.py"), .. script])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.Environment["MPLBACKEND"] = "Agg";
        info.Environment["PYTHONPATH"] = Path.Combine(RepositoryRoot.Path, "harness", "python");
        info.Environment["ENGINE"] = program;
        using var process = Process.Start(info)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error.Result);
        return output.Result;
    }
}
