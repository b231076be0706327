using System.Text.Encodings.Web;
using System.Text.Json;

namespace Harness.Cli.Output;

/// <summary>How <c>--json</c> writes.</summary>
internal static class JsonOutput
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
