using System.Text.RegularExpressions;
using Harness.Build.Processes;

namespace Harness.Build.Providers;

/// <summary>What a restore says of a package: there, not there, or that the registry could not be asked.</summary>
internal static partial class RestoreOutput
{
    public static PackageAnswer Read(CardPackage package, CommandResult restore)
    {
        if (restore.Succeeded)
            return new PackageAnswer(package, true, true, "");
        if (restore.TimedOut)
            return new PackageAnswer(package, false, false, "the registry did not answer in time");
        var absence = Absence(restore.Output);
        return new PackageAnswer(package, false, absence is not null, absence ?? Trouble(restore.Output));
    }

    /// <summary>The error that says that a package is not there; null where there is none.</summary>
    public static string? Absence(string output) => Errors(output).FirstOrDefault(error => IsAbsence(error.Groups["code"].Value)) is { } error ? Text(error) : null;

    private static string Trouble(string output) =>
        Errors(output).FirstOrDefault() is { } error ? Text(error) : $"restore failed: {output[(output.LastIndexOf('\n') + 1)..].Trim()}";

    private static MatchCollection Errors(string output) => NuGetError().Matches(output);

    private static string Text(Match error) => error.Groups["text"].Value.Trim();

    // No such package; no such version; no version that fits.
    private static bool IsAbsence(string code) => code is "NU1101" or "NU1102" or "NU1103";

    [GeneratedRegex(@"error (?<text>(?<code>NU\d+): .*?)(\[[^\[\]]*proj\])?\r?$", RegexOptions.Multiline)]
    private static partial Regex NuGetError();
}
