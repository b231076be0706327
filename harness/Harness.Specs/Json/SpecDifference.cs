using System.Text.Json;

namespace Harness.Specs.Json;

/// <summary>The differences of two canonical JSON texts, for people.</summary>
public static class SpecDifference
{
    private const string Absent = "(not set)";

    /// <summary>One line for each key that differs, e.g. <c>training.l2: 0.0001 → 0.001</c>; empty when the texts mean the same.</summary>
    /// <exception cref="JsonException">A text is not JSON.</exception>
    public static IReadOnlyList<string> Between(string before, string after)
    {
        var (old, current) = (Flatten(before), Flatten(after));
        return
        [
            .. old.Keys.Union(current.Keys)
                .Select(key => (Key: key, Old: old.GetValueOrDefault(key, Absent), New: current.GetValueOrDefault(key, Absent)))
                .Where(line => line.Old != line.New)
                .Select(line => $"{line.Key}: {line.Old} → {line.New}"),
        ];
    }

    private static Dictionary<string, string> Flatten(string json)
    {
        using var document = JsonDocument.Parse(json);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        Add("", document.RootElement, values);
        return values;
    }

    private static void Add(string path, JsonElement element, Dictionary<string, string> values)
    {
        if (element.ValueKind == JsonValueKind.Object)
            foreach (var property in element.EnumerateObject())
                Add(path.Length == 0 ? property.Name : $"{path}.{property.Name}", property.Value, values);
        else
            values[path] = Shown(element);
    }

    private static string Shown(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString()!,
        JsonValueKind.Array => $"[{string.Join(", ", element.EnumerateArray().Select(Shown))}]",
        _ => element.GetRawText(),
    };
}
