namespace Harness.Build;

/// <summary>
/// Bundles what the report draws its charts with, from npm, into one script that the build embeds. Without npm the engine builds all the
/// same, and its reports have tables only; in CI that is a failure.
/// </summary>
internal static class Charts
{
    public static void Run(Workshop workshop)
    {
        var (home, steps) = (workshop.Home, workshop.Steps);
        if (!File.Exists(Path.Combine(home.ReportWeb, "package.json")) || AreUpToDate(home) || Bundle(home, steps) is not { } error)
            return;
        if (File.Exists(home.ReportCharts))
            File.Delete(home.ReportCharts);
        steps.Note($"  no charts: {error}\n    reports will have tables but no charts");
        if (Workshop.IsCI)
            throw new StepFailedException("charts: in CI they must be there");
    }

    /// <summary>Whether the bundled script is that of the sources.</summary>
    internal static bool AreUpToDate(Home home) =>
        File.Exists(home.ReportCharts) && NodePackages.AreHere(home.ReportWeb)
        && Sources(home).All(source => File.GetLastWriteTimeUtc(source) <= File.GetLastWriteTimeUtc(home.ReportCharts));

    private static IEnumerable<string> Sources(Home home) =>
        Directory.EnumerateFiles(home.ReportWeb)
            .Concat(Directory.EnumerateFiles(Path.Combine(home.ReportWeb, "src"), "*", SearchOption.AllDirectories));

    /// <summary>Null when done, otherwise why it could not be.</summary>
    private static string? Bundle(Home home, Steps steps)
    {
        var node = new NodePackages(home.ReportWeb, steps.Commands);
        if (!NodePackages.CanInstall(steps.Commands))
            return "there is no npm; Node.js has it";
        if (!NodePackages.AreHere(home.ReportWeb) && steps.Time("charts from npm", node.Install) is { } reason)
            return reason;
        Directory.CreateDirectory(Path.GetDirectoryName(home.ReportCharts)!);
        var result = steps.Time(
            "bundle charts", () => steps.Commands.Run(new Command("node", ["build.mjs", home.ReportCharts], home.ReportWeb)));
        return result.Succeeded ? null : result.Output;
    }
}
