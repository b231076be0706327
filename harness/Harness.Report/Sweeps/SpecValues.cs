using System.Text.Json;

namespace Harness.Report.Sweeps;

/// <summary>A resolved spec as a flat list: dotted keys and their values' JSON.</summary>
internal sealed class SpecValues
{
    private readonly SortedDictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <param name="spec">JSON; one that is none has no values.</param>
    public SpecValues(string spec)
    {
        try
        {
            using var document = JsonDocument.Parse(spec);
            Add("", document.RootElement);
        }
        catch (JsonException)
        {
            // A row without a spec still has its columns.
            _values.Clear();
        }
    }

    public IReadOnlyDictionary<string, string> All => _values;

    /// <summary>Equal for runs that differ in nothing but the seed.</summary>
    public string WithoutSeed =>
        string.Join('\n', _values.Where(value => value.Key != "seed").Select(value => $"{value.Key}={value.Value}"));

    /// <summary>0 for a key that is absent or no number.</summary>
    public double Number(string key) =>
        _values.TryGetValue(key, out var text) && double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var value)
            ? value
            : 0;

    /// <summary>Empty for a key that is absent.</summary>
    public string Text(string key) => _values.TryGetValue(key, out var text) ? text.Trim('"') : "";

    private void Add(string path, JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            _values[path] = element.GetRawText();
            return;
        }
        foreach (var inner in element.EnumerateObject())
            Add(path.Length == 0 ? inner.Name : $"{path}.{inner.Name}", inner.Value);
    }
}
