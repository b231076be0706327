using System.Net;
using System.Text.RegularExpressions;
using Engine;
using Harness.Runs.Storage;

namespace Harness.Report;

/// <summary>Writes a report's main figures as PNG and SVG: the page itself draws them, in a browser without a window.</summary>
public static partial class FigureExport
{
    /// <summary>Asks the page's script for figures instead of sections.</summary>
    private const string Request = "figures";

    /// <param name="report">The HTML file.</param>
    /// <returns>The files.</returns>
    /// <exception cref="UserErrorException">The build has no charts, there is no browser, or the sweep has nothing to draw.</exception>
    public static IReadOnlyList<string> Write(string report, string folder, CancellationToken cancellation = default)
    {
        if (!Reporter.HasCharts)
            throw new UserErrorException(
                "this engine was built without npm, so that it draws no charts. Install Node.js with npm and run ./build.sh.");
        var page = Browser.Find().Dump(new UriBuilder(new Uri(Path.GetFullPath(report))) { Fragment = Request }.Uri, cancellation);
        var figures = Figure().Matches(page).Select(match => Save(folder, match)).ToArray();
        return figures.Length > 0
            ? figures
            : throw new UserErrorException($"{report} has no figures: the sweep has nothing that could be drawn.");
    }

    private static string Save(string folder, Match figure)
    {
        var path = Path.Combine(folder, WebUtility.HtmlDecode(figure.Groups["name"].Value));
        var content = Convert.FromBase64String(figure.Groups["content"].Value);
        WholeFile.Write(path, stream => stream.Write(content));
        return path;
    }

    [GeneratedRegex(
        """<script type="application/base64" data-file="(?<name>[a-z0-9._-]+)">(?<content>[A-Za-z0-9+/=]+)</script>""",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Figure();
}
