using System.Text.Json;
using Harness.Data;

namespace Harness.Cli.Output;

/// <summary>Prints what <c>engine data verify</c> found.</summary>
internal static class DataChecks
{
    /// <param name="required">Whether a missing file is a failure: it is when the set was asked for by name.</param>
    /// <returns>0 where everything that is there matches, else 1.</returns>
    public static int Show(IReadOnlyList<FileCheck> checks, bool json, bool required)
    {
        if (json)
            Terminal.Out.Line(JsonSerializer.Serialize(checks.Select(Describe), JsonOutput.Options));
        else
            foreach (var check in checks)
                Terminal.Out.Line($"{Word(check.Verdict),-8} {check.DataSet,-14} {check.Path ?? check.File}{(check.Detail.Length > 0 ? ": " + check.Detail : "")}");
        return checks.Any(check => check.Verdict is Verdict.Damaged or Verdict.Differs || (required && check.Verdict == Verdict.Missing))
            ? ExitCode.Failure
            : ExitCode.Done;
    }

    private static string Word(Verdict verdict) => verdict.ToString().ToLowerInvariant();

    private static object Describe(FileCheck check) => new
    {
        check.DataSet,
        check.File,
        check.Path,
        check.Size,
        check.Sha256,
        check.ExpectedSize,
        check.ExpectedSha256,
        verdict = Word(check.Verdict),
        check.Detail,
    };
}
