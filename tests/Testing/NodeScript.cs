using System.Diagnostics;

namespace Testing;

/// <summary>A script of tests/witnesses/node.</summary>
internal static class NodeScript
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, "tests", "witnesses", "node");

    /// <param name="package">What it needs; without it the test is skipped, in CI it fails. Any one where it needs Node.js alone.</param>
    /// <returns>What it prints.</returns>
    public static string Run(string package, string script, params string[] arguments)
    {
        Witness.Require(Directory.Exists(Path.Combine(Folder, "node_modules", package)), $"tests/witnesses/node/node_modules/{package}");
        using var process = Process.Start(
            new ProcessStartInfo("node", [Path.Combine(Folder, script), .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{script} {string.Join(' ', arguments)}: {errors.Result}");
        return output;
    }
}
