using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Harness.Report.Pages;

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

/// <summary>Writes numbers with five significant digits, more than a picture shows, and null for what JSON has no number for.</summary>
internal sealed class RoundedNumber : JsonConverter<double>
{
    /// <summary>In characters: -1.2345E-308 has 12.</summary>
    private const int Longest = 32;

    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? double.NaN : reader.GetDouble();

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[Longest];
        if (double.IsFinite(value) && value.TryFormat(text, out var written, "G5", CultureInfo.InvariantCulture))
            writer.WriteRawValue(text[..written], skipInputValidation: true);
        else
            writer.WriteNullValue();
    }
}
