using System.Collections.Immutable;
using System.Text.Json;

namespace Harness.Runs.Tables;

/// <summary>The names of layers whose activations were measured, as <c>runs</c> has them: a JSON list. A network's layers have numbers
/// alone.</summary>
public static class LayerNames
{
    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <returns>Null where there are none.</returns>
    public static string? Text(ImmutableArray<string> names) => names.IsEmpty ? null : JsonSerializer.Serialize(names, Plain);

    /// <param name="text">As it was read; what is no list of texts has no names.</param>
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
}
