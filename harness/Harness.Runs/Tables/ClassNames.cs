using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Harness.Runs.Tables;

/// <summary>The names of classes as the table <c>runs</c> has them.</summary>
public static class ClassNames
{
    /// <summary>The same list in the metadata of a model that the engine writes.</summary>
    public const string MetadataKey = "class.names";

    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A JSON list; null where classes have no names.</summary>
    public static string? Text(ImmutableArray<string> names) => names.IsDefaultOrEmpty ? null : JsonSerializer.Serialize(names, Options);

    /// <summary>Of a text that is no such list, none.</summary>
    public static ImmutableArray<string> Read(string? text)
    {
        try
        {
            return text is null ? [] : [.. (JsonSerializer.Deserialize<string?[]>(text) ?? []).Select(name => name ?? "")];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    /// <summary>The class's own name, or its number where it has none.</summary>
    public static string Of(ImmutableArray<string> names, int index) => index >= 0 && index < names.Length ? names[index] : $"{index}";
}
