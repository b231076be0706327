using System.Globalization;
using System.Net;
using System.Text;

namespace Harness.Report.Experiments;

/// <summary>Writes a picture of lines, dots and words as SVG.</summary>
internal sealed class Svg(int width, int height)
{
    private readonly StringBuilder _content = new();

    public void Line(double x1, double y1, double x2, double y2, string colour, double thickness = 1, string dash = "") => _content.Append(
        CultureInfo.InvariantCulture,
        $"""<line x1="{x1:0.#}" y1="{y1:0.#}" x2="{x2:0.#}" y2="{y2:0.#}" stroke="{colour}" stroke-width="{thickness}"{Dash(dash)}/>""").Append('\n');

    public void Path(IEnumerable<(double X, double Y)> points, string colour, double thickness, string dash = "") => _content.Append(
        $"""<polyline points="{string.Join(' ', points.Select(at => string.Create(CultureInfo.InvariantCulture, $"{at.X:0.#},{at.Y:0.#}")))}" """)
        .Append(CultureInfo.InvariantCulture, $"""fill="none" stroke="{colour}" stroke-width="{thickness}"{Dash(dash)}/>""").Append('\n');

    public void Rectangle(double x, double y, double across, double down, string colour) => _content.Append(
        CultureInfo.InvariantCulture,
        $"""<rect x="{x:0.#}" y="{y:0.#}" width="{across:0.#}" height="{down:0.#}" fill="{colour}"/>""").Append('\n');

    /// <param name="isFilled">Else only the rim is drawn, over white.</param>
    public void Dot(double x, double y, double radius, string colour, bool isFilled = true) => _content.Append(
        CultureInfo.InvariantCulture,
        $"""<circle cx="{x:0.#}" cy="{y:0.#}" r="{radius:0.#}" fill="{(isFilled ? colour : "#fff")}" stroke="{colour}" stroke-width="1.5"/>""").Append('\n');

    /// <param name="anchor">start, middle or end: which part of the text lies at x.</param>
    public void Text(double x, double y, string text, int size = 12, string anchor = "start", bool isBold = false) => _content.Append(
        CultureInfo.InvariantCulture,
        $"""<text x="{x:0.#}" y="{y:0.#}" font-size="{size}" text-anchor="{anchor}"{(isBold ? " font-weight=\"bold\"" : "")} fill="#222">{WebUtility.HtmlEncode(text)}</text>""").Append('\n');

    /// <param name="title">For readers that cannot see it.</param>
    public string Finish(string title) => $"""
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" font-family="Helvetica, Arial, sans-serif" role="img">
        <title>{title.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)}</title>
        <rect width="{width}" height="{height}" fill="#fff"/>
        {_content}</svg>

        """;

    private static string Dash(string dash) => dash.Length == 0 ? "" : $" stroke-dasharray=\"{dash}\"";
}
