using System.Text.Json;

namespace Engine.Safetensors;

/// <summary>The JSON header of a file, checked against the number of bytes that follow it where that is known.</summary>
/// <param name="Entries">In the order of their data, which they cover without gap or overlap.</param>
internal sealed record SafetensorsHeader(IReadOnlyList<TensorEntry> Entries, IReadOnlyDictionary<string, string> Metadata)
{
    public const string MetadataName = "__metadata__";

    /// <exception cref="UserErrorException">The header is no valid JSON or does not describe <paramref name="dataLength"/> bytes
    /// (null: unknown); the message starts with <paramref name="file"/>.</exception>
    public static SafetensorsHeader Parse(ReadOnlyMemory<byte> json, long? dataLength, string file)
    {
        using var document = ParseJson(json, file);
        try
        {
            return Read(document.RootElement, dataLength, file);
        }
        catch (InvalidOperationException cause)
        {
            // System.Text.Json finds broken text (bad UTF-8, half a surrogate pair) only when a string is taken out.
            throw new UserErrorException($"{file}: the header holds text that is not valid Unicode. The file is damaged.", cause);
        }
    }

    private static JsonDocument ParseJson(ReadOnlyMemory<byte> json, string file)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException cause)
        {
            throw new UserErrorException(
                $"{file}: the header is not valid JSON ({cause.Message}). The file is damaged or not in safetensors format.", cause);
        }
    }

    private static SafetensorsHeader Read(JsonElement root, long? dataLength, string file)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw new UserErrorException($"{file}: the header is a JSON {root.ValueKind}, a JSON object is needed.");
        var names = new HashSet<string>(StringComparer.Ordinal);
        var entries = new List<TensorEntry>();
        IReadOnlyDictionary<string, string> metadata = new Dictionary<string, string>();
        foreach (var property in root.EnumerateObject())
        {
            if (!names.Add(property.Name))
                throw new UserErrorException($"{file}: the name '{property.Name}' occurs twice in the header; names must be distinct.");
            if (property.Name == MetadataName)
                metadata = ReadMetadata(property.Value, file);
            else
                entries.Add(TensorEntryReader.Read(property, file));
        }
        return new SafetensorsHeader(InOrder(entries, dataLength, file), metadata);
    }

    private static Dictionary<string, string> ReadMetadata(JsonElement element, string file)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw new UserErrorException($"{file}: {MetadataName} is a JSON {element.ValueKind}, an object of texts is needed.");
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.String)
                throw new UserErrorException(
                    $"{file}: {MetadataName} entry '{property.Name}' is a JSON {property.Value.ValueKind}, a text is needed.");
            if (!metadata.TryAdd(property.Name, property.Value.GetString()!))
                throw new UserErrorException($"{file}: {MetadataName} entry '{property.Name}' occurs twice; names must be distinct.");
        }
        return metadata;
    }

    private static List<TensorEntry> InOrder(List<TensorEntry> entries, long? dataLength, string file)
    {
        var ordered = entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End).ToList();
        var end = 0L;
        foreach (var entry in ordered)
        {
            if (entry.End > dataLength)
                throw new UserErrorException($"{file}: tensor '{entry.Name}' ends at byte {entry.End} of the data, "
                    + $"but only {dataLength} bytes follow the header. The file is truncated or its header wrong.");
            if (entry.Begin != end)
                throw new UserErrorException($"{file}: tensor '{entry.Name}' begins at byte {entry.Begin} of the data, {end} is needed: "
                    + $"tensors must follow each other without {(entry.Begin < end ? "overlap" : "gap")}.");
            end = entry.End;
        }
        return end == (dataLength ?? end)
            ? ordered
            : throw new UserErrorException(
                $"{file}: {dataLength} bytes follow the header, its tensors need {end}. The file has bytes that belong to no tensor.");
    }
}
