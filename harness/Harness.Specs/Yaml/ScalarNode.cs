using Harness.Specs.Errors;

namespace Harness.Specs.Yaml;

/// <summary>A scalar.</summary>
/// <param name="IsPlain">Written without quotes: only then can it be a number, a flag or nothing.</param>
internal sealed record ScalarNode(SpecLocation Where, string Text, bool IsPlain) : SpecNode(Where)
{
    private const int ShownLength = 60;

    /// <summary>YAML's null.</summary>
    public bool IsNothing => IsPlain && Text is ("" or "~" or "null" or "Null" or "NULL");

    internal override string Describe() => IsNothing ? "nothing" : IsPlain ? Shown(Text) : $"the text \"{Shown(Text)}\"";

    /// <summary>The text cut to a line; control characters would garble a terminal.</summary>
    public static string Shown(string text)
    {
        var line = text.Length <= ShownLength ? text : text[..ShownLength] + "...";
        return string.Concat(line.Select(letter => char.IsControl(letter) ? '?' : letter));
    }
}
