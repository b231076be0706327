using System.Text;
using Harness.Specs.Keys;

namespace Harness.Specs.Reference;

/// <summary>Every key of a spec as a page: from the same table that reading and suggestions use.</summary>
public static class SpecReference
{
    private const string Head =
        "# Every key of a spec\n\n"
        + "A spec is a YAML file; only `name`, `dataset` and `network` are required. "
        + "Unknown keys, wrong types and values out of range are errors, "
        + "all of them reported at once with line, column and the nearest known name.\n"
        + "On the command line a key is set as `training.l2=1e-3`. "
        + "Generated from the code: `engine reference spec`; "
        + "for editors there is a [JSON Schema](spec.schema.json), `engine reference schema`.\n";

    public static string Markdown()
    {
        var page = new StringBuilder(Head);
        Section(page, "At the top", SpecKeys.All.Where(key => key.Section.Length == 0));
        foreach (var section in SpecKeys.Sections)
            Section(page, section, SpecKeys.All.Where(key => key.Section == section));
        return page.ToString();
    }

    private static void Section(StringBuilder page, string title, IEnumerable<SpecKey> keys)
    {
        page.Append($"\n## {title}\n\n| key | must be | default | meaning |\n|---|---|---|---|\n");
        foreach (var key in keys)
        {
            var byDefault = key.DefaultValue is { } value ? Cell(value) : "required";
            page.Append($"| `{key.Path}` | {Cell(key.Expected)} | {byDefault} | {Cell(key.Description)} |\n");
        }
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
