using System.Diagnostics;

namespace Cli.Tests.Support;

/// <summary>A script that reads tables with pandas and draws with matplotlib, without a screen.</summary>
internal static class Python
{
    /// <returns>What it prints.</returns>
    public static string Run(string folder, params string[] script)
    {
        var python = PythonWitness.Require("pandas", "matplotlib");
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
        using var process = Process.Start(info)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error.Result);
        return output.Result;
    }
}
