using System.Text.RegularExpressions;
using Engine;

namespace Harness.Report;

/// <summary>Makes a PDF of one page of an SVG, as large as the picture: a browser prints it.</summary>
internal static partial class FigurePdf
{
    /// <summary>The document's title, which a browser writes first.</summary>
    public const string Title = "Figure of an Engine report";

    /// <exception cref="UserErrorException">The browser prints nothing.</exception>
    public static byte[] Of(string svg, Browser browser, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("engine-figure-").FullName;
        try
        {
            var (page, target) = (Path.Combine(folder, "figure.html"), Path.Combine(folder, "figure.pdf"));
            File.WriteAllText(page, Page(svg));
            browser.Print(new Uri(page), target, cancellation);
            return File.Exists(target)
                ? File.ReadAllBytes(target)
                : throw new UserErrorException("the browser printed no PDF; leave pdf out of --format");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Page(string svg)
    {
        var size = Size().Match(svg);
        if (!size.Success)
            throw new InvalidOperationException("a figure's SVG begins with no size");
        var (width, height) = (size.Groups["width"].Value, size.Groups["height"].Value);
        return $$"""
            <!doctype html>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>{{Title}}</title>
            <style>@page { size: {{width}}px {{height}}px; margin: 0 } body { margin: 0 } svg { display: block; break-after: avoid }</style>
            {{svg}}
            """;
    }

    [GeneratedRegex(
        """^<svg width="(?<width>[0-9.]+)" height="(?<height>[0-9.]+)" """, RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Size();
}
