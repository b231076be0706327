using System.Collections.Immutable;
using System.Text.Json;

namespace Engine.Safetensors;

/// <summary>Reads one tensor's entry of a header: dtype, shape and data_offsets, which must agree with each other.</summary>
internal static class TensorEntryReader
{
    private static readonly string[] Fields = ["dtype", "shape", "data_offsets"];

    /// <summary>No framework has tensors of more.</summary>
    private const int MaximumDimensions = 64;

    /// <summary>So that the bytes of any type can be counted.</summary>
    private const long MaximumElements = long.MaxValue / 8;

    private const int ShownLetters = 80;

    public static TensorEntry Read(JsonProperty property, string file)
    {
        var what = $"{file}: tensor '{property.Name}'";
        CheckFields(property.Value, what);
        var type = ReadType(property.Value.GetProperty("dtype"), what);
        var shape = ReadShape(property.Value.GetProperty("shape"), what);
        var elements = Product(shape, what);
        var (begin, end) = ReadOffsets(property.Value.GetProperty("data_offsets"), what);
        var needed = elements * type.Size();
        return end - begin == needed
            ? new TensorEntry(property.Name, type, shape, elements, begin, end)
            : throw new UserErrorException(
                $"{what} has {end - begin} bytes, but {type} of shape [{string.Join(", ", shape)}] needs {needed}.");
    }

    private static void CheckFields(JsonElement entry, string what)
    {
        if (entry.ValueKind != JsonValueKind.Object)
            throw new UserErrorException($"{what} is a JSON {entry.ValueKind}, an object with dtype, shape and data_offsets is needed.");
        var found = entry.EnumerateObject().Select(field => field.Name).ToList();
        if (found.Count != Fields.Length || Fields.Except(found).Any())
            throw new UserErrorException(
                $"{what} has the fields {Shown(string.Join(", ", found))}; dtype, shape and data_offsets are needed, once each.");
    }

    private static TensorType ReadType(JsonElement element, string what)
    {
        if (element.ValueKind == JsonValueKind.String && TensorTypes.TryParse(element.GetString()!, out var type))
            return type;
        throw new UserErrorException($"{what} has dtype {Shown(element)}; those read are {TensorTypes.AllNames}. "
            + "Convert it before saving, e.g. in PyTorch by .float().");
    }

    private static ImmutableArray<int> ReadShape(JsonElement element, string what)
    {
        if (element.ValueKind != JsonValueKind.Array)
            throw new UserErrorException($"{what} has shape {Shown(element)}, a list of extents is needed.");
        if (element.GetArrayLength() is > MaximumDimensions and var dimensions)
            throw new UserErrorException(
                $"{what} has a shape of {dimensions} dimensions; at most {MaximumDimensions} can be read. The file is damaged.");
        return
        [
            .. element.EnumerateArray().Select(extent => (int)Whole(extent, int.MaxValue, element, $"{what}: its shape")),
        ];
    }

    private static long Product(ImmutableArray<int> shape, string what)
    {
        if (shape.Contains(0))
            return 0;
        var product = 1L;
        foreach (var extent in shape)
        {
            if (product > MaximumElements / extent)
                throw new UserErrorException(
                    $"{what} has shape [{string.Join(", ", shape)}]: at most {MaximumElements} elements can be read.");
            product *= extent;
        }
        return product;
    }

    private static (long Begin, long End) ReadOffsets(JsonElement element, string what)
    {
        if (element.ValueKind != JsonValueKind.Array || element.GetArrayLength() != 2)
            throw new UserErrorException($"{what} has data_offsets {Shown(element)}, two numbers are needed: begin and end.");
        var begin = Whole(element[0], long.MaxValue, element, $"{what}: its data_offsets");
        var end = Whole(element[1], long.MaxValue, element, $"{what}: its data_offsets");
        return begin <= end
            ? (begin, end)
            : throw new UserErrorException($"{what} has data_offsets {Shown(element)}: the end lies before the begin.");
    }

    private static long Whole(JsonElement element, long maximum, JsonElement list, string what) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var value) && value >= 0 && value <= maximum
            ? value
            : throw new UserErrorException(
                $"{what} {Shown(list)} must hold whole numbers from 0 to {maximum}; {Shown(element)} is none.");

    private static string Shown(JsonElement element) => Shown(element.GetRawText());

    private static string Shown(string text) => text.Length <= ShownLetters ? text : $"{text[..ShownLetters]}...";
}
