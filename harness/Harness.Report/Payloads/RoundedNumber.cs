using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Harness.Report.Payloads;

/// <summary>Writes numbers with five significant digits, more than a picture shows, and null for what JSON has no number for.</summary>
internal sealed class RoundedNumber : JsonConverter<double>
{
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? double.NaN : reader.GetDouble();

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        if (double.IsFinite(value))
            writer.WriteRawValue(value.ToString("G5", CultureInfo.InvariantCulture), skipInputValidation: true);
        else
            writer.WriteNullValue();
    }
}
