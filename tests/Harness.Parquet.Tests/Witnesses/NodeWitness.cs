using System.Diagnostics;
using System.Text.Json;

namespace Harness.Parquet.Tests.Witnesses;

/// <summary>Runs the scripts of tests/witnesses/node: DuckDB and hyparquet.</summary>
internal static class NodeWitness
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, "tests", "witnesses", "node");

    public static WitnessAnswer Run(string script, params string[] arguments)
    {
        Witness.Require(Directory.Exists(Path.Combine(Folder, "node_modules")), "tests/witnesses/node/node_modules (DuckDB, hyparquet)");
        var start = new ProcessStartInfo("node", [Path.Combine(Folder, script), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{script} {string.Join(' ', arguments)}: {errors.Result}");
        return JsonSerializer.Deserialize<WitnessAnswer>(output, JsonSerializerOptions.Web)!;
    }
}
