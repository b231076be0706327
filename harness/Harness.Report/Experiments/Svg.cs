using System.Net;
using System.Text;

namespace Harness.Report.Experiments;

/// <summary>Writes a picture of lines, dots and words as SVG.</summary>
internal sealed class Svg(int width, int height)
{
    private readonly StringBuilder _content = new();

    public void Line(double x1, double y1, double x2, double y2, string colour, double thickness = 1, string dash = "") =>
        Add($"""<line x1="{x1:0.#}" y1="{y1:0.#}" x2="{x2:0.#}" y2="{y2:0.#}" {Stroke(colour, thickness, dash)}/>""");

    public void Path(IEnumerable<(double X, double Y)> points, string colour, double thickness, string dash = "")
    {
        var places = string.Join(' ', points.Select(at => $"{at.X:0.#},{at.Y:0.#}"));
        Add($"""<polyline points="{places}" fill="none" {Stroke(colour, thickness, dash)}/>""");
    }

    public void Rectangle(double x, double y, double across, double down, string colour) =>
        Add($"""<rect x="{x:0.#}" y="{y:0.#}" width="{across:0.#}" height="{down:0.#}" fill="{colour}"/>""");

    /// <param name="isFilled">Else only the rim is drawn, over white.</param>
    public void Dot(double x, double y, double radius, string colour, bool isFilled = true) =>
        Add($"""<circle cx="{x:0.#}" cy="{y:0.#}" r="{radius:0.#}" fill="{(isFilled ? colour : "#fff")}" {Stroke(colour, 1.5, "")}/>""");

    /// <param name="anchor">start, middle or end: which part of the text lies at x.</param>
    public void Text(double x, double y, string text, int size = 12, string anchor = "start", bool isBold = false)
    {
        var weight = isBold ? " font-weight=\"bold\"" : "";
        var place = $"""x="{x:0.#}" y="{y:0.#}" font-size="{size}" text-anchor="{anchor}"{weight}""";
        Add($"""<text {place} fill="#222">{WebUtility.HtmlEncode(text)}</text>""");
    }

    /// <param name="title">For readers that cannot see it.</param>
    public string Finish(string title)
    {
        var size = $"""viewBox="0 0 {width} {height}" width="{width}" height="{height}" """;
        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" {size}font-family="Helvetica, Arial, sans-serif" role="img">
            <title>{WebUtility.HtmlEncode(title)}</title>
            <rect width="{width}" height="{height}" fill="#fff"/>
            {_content}</svg>

            """;
    }

    private static string Stroke(string colour, double thickness, string dash) =>
        $"""stroke="{colour}" stroke-width="{thickness}"{(dash.Length == 0 ? "" : $" stroke-dasharray=\"{dash}\"")}""";

    private void Add(string element) => _content.Append(element).Append('\n');
}
