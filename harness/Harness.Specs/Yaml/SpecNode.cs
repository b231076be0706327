using System.Collections.Immutable;

namespace Harness.Specs.Yaml;

/// <summary>A value of a YAML document with its place.</summary>
internal abstract record SpecNode(SpecLocation Where)
{
    /// <summary>The value as error messages show it.</summary>
    internal abstract string Describe();
}

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

/// <summary>A sequence.</summary>
internal sealed record ListNode(SpecLocation Where, ImmutableArray<SpecNode> Items) : SpecNode(Where)
{
    internal override string Describe() => Items.Length switch
    {
        0 => "an empty list",
        1 => "a list of one entry",
        var entries => $"a list of {entries} entries",
    };
}

/// <summary>A mapping in the order written; a key may still occur twice.</summary>
internal sealed record MapNode(SpecLocation Where, ImmutableArray<MapEntry> Entries) : SpecNode(Where)
{
    private const int ShownKeys = 3;

    internal override string Describe()
    {
        var keys = string.Join(", ", Entries.Take(ShownKeys).Select(entry => ScalarNode.Shown(entry.Key.Text)));
        return Entries.IsEmpty ? "an empty mapping" : $"a mapping ({keys}{(Entries.Length > ShownKeys ? ", ..." : "")})";
    }

    /// <summary>The entries without those whose key was there before; each of these is an error naming the first place.</summary>
    public IEnumerable<MapEntry> Distinct(string prefix, SpecErrors errors)
    {
        var first = new Dictionary<string, SpecLocation>(StringComparer.Ordinal);
        foreach (var entry in Entries)
            if (first.TryAdd(entry.Key.Text, entry.Key.Where))
                yield return entry;
            else
                errors.Add(
                    entry.Key.Where,
                    $"{prefix}{ScalarNode.Shown(entry.Key.Text)} is given twice (first in line {first[entry.Key.Text].Line}); keep one");
    }
}

/// <summary>One key of a mapping and its value.</summary>
internal sealed record MapEntry(ScalarNode Key, SpecNode Value);
