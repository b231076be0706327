using System.Net;
using System.Text;

namespace Harness.Report.Pages;

/// <summary>Builds HTML; all text is escaped.</summary>
internal static class Html
{
    public static string Text(string? text) => WebUtility.HtmlEncode(text ?? "");

    public static string List(IEnumerable<string> items) => $"<ul>{string.Concat(items.Select(item => $"<li>{Text(item)}</li>"))}</ul>";

    /// <param name="caption">Read out by screen readers and shown above.</param>
    /// <param name="rows">Cells as text.</param>
    public static string Table(string caption, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var html = new StringBuilder("<div class=\"scroll\" tabindex=\"0\"><table><caption>").Append(Text(caption))
            .Append("</caption><thead><tr>");
        foreach (var column in columns)
            html.Append("<th scope=\"col\">").Append(Text(column)).Append("</th>");
        html.Append("</tr></thead><tbody>");
        foreach (var row in rows)
            html.Append("<tr>").AppendJoin("", row.Select(cell => $"<td>{Text(cell)}</td>")).Append("</tr>");
        return html.Append("</tbody></table></div>").ToString();
    }
}
