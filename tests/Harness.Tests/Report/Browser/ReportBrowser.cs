using System.Diagnostics;
using System.Text.Json;

namespace Harness.Tests.Report.Browser;

/// <summary>Chromium, driven by Playwright: what a reader of a report would meet.</summary>
internal static class ReportBrowser
{
    private const string Chromium = "/usr/bin/chromium";

    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, "tests", "witnesses", "node");

    public static Visit Open(string report) => Run<Visit>("browse-report.mjs", report);

    /// <summary>The page on screens of several sizes.</summary>
    public static Screen[] Measure(string report) => Run<Screen[]>("measure-report.mjs", report);

    /// <summary>The maps of pairs, of which the first layer has 12 neurons.</summary>
    public static PairVisit UsePairs(string report) => Run<PairVisit>("browse-pairs.mjs", report);

    /// <summary>The page where scripts do not run, or lack what they need.</summary>
    public static LockedVisits Lock(string report) => Run<LockedVisits>("open-locked.mjs", report);

    private static T Run<T>(string script, string report)
    {
        Require();
        var start = new ProcessStartInfo("node", [Path.Combine(Folder, script), Chromium, report])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.Result);
        return JsonSerializer.Deserialize<T>(output, JsonSerializerOptions.Web)!;
    }

    public static void Require()
    {
        Witness.Require(File.Exists(Chromium), Chromium);
        Witness.Require(
            Directory.Exists(Path.Combine(Folder, "node_modules", "playwright-core")), "tests/witnesses/node/node_modules (Playwright)");
        Witness.Require(Reporter.HasCharts, "the bundle of charts, which ./build.sh makes where there is npm,");
    }
}
