using Harness.Build.Setup;

namespace Harness.Build.Charts;

/// <summary>The bundled script, and whether it is that of the sources.</summary>
internal static class ChartsBundle
{
    public static bool IsUpToDate(Home home) =>
        File.Exists(home.ReportCharts) && NodePackages.AreHere(home.ReportWeb)
        && Sources(home).All(source => File.GetLastWriteTimeUtc(source) <= File.GetLastWriteTimeUtc(home.ReportCharts));

    private static IEnumerable<string> Sources(Home home) =>
        Directory.EnumerateFiles(home.ReportWeb).Concat(Directory.EnumerateFiles(Path.Combine(home.ReportWeb, "src"), "*", SearchOption.AllDirectories));
}
