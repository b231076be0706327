using System.Net;
using System.Text;

namespace Harness.Report.Pages;

/// <summary>Builds HTML; all text is escaped.</summary>
internal static class Html
{
    /// <summary>In characters; a commit's hash has 40.</summary>
    private const int LeastHash = 32, Long = 40;

    public static string Text(string? text) => WebUtility.HtmlEncode(text ?? "");

    public static string List(IEnumerable<string> items) => $"<ul>{string.Concat(items.Select(item => $"<li>{Text(item)}</li>"))}</ul>";

    /// <param name="caption">Read out by screen readers and shown above.</param>
    /// <param name="rows">Cells as text.</param>
    /// <param name="kind">A class beside that of the box that scrolls.</param>
    public static string Table(
        string caption, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows, string? kind = null)
    {
        var boxes = kind is null ? "scroll" : $"scroll {kind}";
        var html = new StringBuilder($"<div class=\"{boxes}\" tabindex=\"0\"><table><caption><span>").Append(Text(caption))
            .Append("</span></caption><thead><tr>");
        foreach (var column in columns)
            html.Append("<th scope=\"col\">").Append(Text(column)).Append("</th>");
        html.Append("</tr></thead><tbody>");
        foreach (var row in rows)
            html.Append("<tr>").AppendJoin("", row.Select(Cell)).Append("</tr>");
        return html.Append("</tbody></table></div>").ToString();
    }

    /// <summary>A long text gets room, and a hash may break anywhere.</summary>
    private static string Cell(string text)
    {
        var kind = text.Length >= LeastHash && text.All(char.IsAsciiHexDigit) ? "hash" : text.Length > Long ? "long" : null;
        return kind is null ? $"<td>{Text(text)}</td>" : $"<td class=\"{kind}\">{Text(text)}</td>";
    }
}
