using System.Collections.Immutable;
using Harness.Specs.Errors;

namespace Harness.Specs.Yaml;

/// <summary>A mapping in the order written; a key may still occur twice.</summary>
internal sealed record MapNode(SpecLocation Where, ImmutableArray<MapEntry> Entries) : SpecNode(Where)
{
    internal override string Describe() =>
        Entries.IsEmpty ? "an empty mapping" : $"a mapping ({string.Join(", ", Entries.Take(3).Select(entry => ScalarNode.Shown(entry.Key.Text)))}{(Entries.Length > 3 ? ", ..." : "")})";

    /// <summary>The entries without those whose key was there before; each of these is an error naming the first place.</summary>
    public IEnumerable<MapEntry> Distinct(string prefix, SpecErrors errors)
    {
        var first = new Dictionary<string, SpecLocation>(StringComparer.Ordinal);
        foreach (var entry in Entries)
            if (first.TryAdd(entry.Key.Text, entry.Key.Where))
                yield return entry;
            else
                errors.Add(entry.Key.Where, $"{prefix}{ScalarNode.Shown(entry.Key.Text)} is given twice (first in line {first[entry.Key.Text].Line}); keep one");
    }
}
