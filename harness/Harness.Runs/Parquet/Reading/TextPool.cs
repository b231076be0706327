namespace Harness.ParquetNet.Reading;

/// <summary>One string for all equal texts of a column: a run's id stands in every row.</summary>
internal sealed class TextPool
{
    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public TextPool() => _lookup = _texts.GetAlternateLookup<ReadOnlySpan<char>>();

    public string Get(ReadOnlyMemory<char> text)
    {
        if (_lookup.TryGetValue(text.Span, out var known))
            return known;
        var added = text.ToString();
        _texts.Add(added);
        return added;
    }
}
