using System.Text.Json;

namespace Harness.Runs.Storage;

/// <summary>A resolved spec as it is kept in a manifest and in <c>runs</c>.</summary>
internal static class SpecText
{
    /// <summary>Whether it is the text of a JSON object, which every spec is.</summary>
    public static bool IsObject(string? text)
    {
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
}
