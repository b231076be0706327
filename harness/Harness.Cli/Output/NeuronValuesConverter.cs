using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Engine.Measures;

namespace Harness.Cli.Output;

/// <summary>Writes the values of a neuron's columns as JSON: flags are true or false, what is no finite number is its name.</summary>
internal sealed class NeuronValuesConverter : JsonConverter<ImmutableSortedDictionary<string, double>>
{
    private static readonly HashSet<string> Flags = KnownMeasures.All.SelectMany(measure => measure.Columns)
        .Where(column => column.Kind == CellKind.Flag).Select(column => column.Name).ToHashSet(StringComparer.Ordinal);

    public override void Write(Utf8JsonWriter writer, ImmutableSortedDictionary<string, double> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (column, number) in value)
        {
            if (Flags.Contains(column))
                writer.WriteBoolean(column, number != 0);
            else if (double.IsFinite(number))
                writer.WriteNumber(column, number);
            else
                writer.WriteString(column, number.ToString(CultureInfo.InvariantCulture));
        }
        writer.WriteEndObject();
    }

    public override ImmutableSortedDictionary<string, double> Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("neurons are written only");
}
