using System.IO.Compression;
using System.Text.Json;

namespace Harness.Report.Payloads;

/// <summary>Data inside the page: JSON, compressed with gzip, as base64, which needs no escaping in HTML.</summary>
internal static class Payload
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new RoundedNumber() },
    };

    public static string Of(object data)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            JsonSerializer.Serialize(gzip, data, Options);
        return Convert.ToBase64String(packed.GetBuffer(), 0, (int)packed.Length);
    }
}
