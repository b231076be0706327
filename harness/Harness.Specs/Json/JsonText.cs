using System.Text.Encodings.Web;
using System.Text.Json;

namespace Harness.Specs.Json;

/// <summary>Texts in JSON.</summary>
internal static class JsonText
{
    /// <summary>The quoted text; letters of all languages and + stay readable.</summary>
    public static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
