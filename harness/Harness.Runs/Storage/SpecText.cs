using System.Text;
using System.Text.Json;

namespace Harness.Runs.Storage;

/// <summary>A resolved spec as it is kept in a manifest and in <c>runs</c>.</summary>
internal static class SpecText
{
    /// <summary>Whether it is the text of a JSON object, which every spec is.</summary>
    public static bool IsObject(string? text)
    {
        if (!HasText(text ?? ""))
            return false;
        try
        {
            using var document = JsonDocument.Parse(text ?? "");
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Whether all of its names and values are text: JSON can escape half of a pair of code units.</summary>
    private static bool HasText(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String)
                    reader.GetString();
            }
            return true;
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
