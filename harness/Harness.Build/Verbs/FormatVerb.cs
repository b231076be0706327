using Harness.Build.Processes;
using Harness.Build.Testing;

namespace Harness.Build.Verbs;

/// <summary>
/// Layout of the sources by .editorconfig. Taken as a plain folder this needs seconds and no build; the rules of style
/// beyond layout are warnings of the compiler, thus errors of the build (EnforceCodeStyleInBuild).
/// </summary>
internal static class FormatVerb
{
    public static int Run(Workshop workshop)
    {
        workshop.Steps.Run("format", Command(workshop.Home, workshop.Invocation.Check));
        return 0;
    }

    /// <summary>The check as one more test, so that it counts in the sum.</summary>
    public static TestOutcome AsTest(Workshop workshop)
    {
        var check = Command(workshop.Home, check: true);
        var result = workshop.Steps.Time("format check", () => workshop.Steps.Commands.Run(check), result => result.Succeeded ? "passed" : "failed");
        return result.Succeeded
            ? TestOutcome.Empty with { Passed = 1 }
            : TestOutcome.Empty.WithFailure("format check: ./build.sh format puts this right", result.Output);
    }

    private static Command Command(Home home, bool check) =>
        Dotnet.Command(home, ["format", "whitespace", ".", "--folder", "--exclude", "artifacts", .. check ? ["--verify-no-changes"] : Array.Empty<string>()]);
}
