using System.Text.Json;
using Engine;
using Harness.Specs.Keys;
using Harness.Specs.Types;

namespace Harness.Runs.Tables;

/// <summary>A key of a spec with its value, as the title of a configuration says it: the same words on the terminal and in the report.
/// </summary>
public static class TitleWords
{
    private const string Training = "training", Epochs = "training.epochs";

    /// <summary>E.g. <c>momentum 0.5</c>, <c>pictures grid 60</c>, <c>ablation orders entropy + mutual-information</c>.</summary>
    /// <param name="path">Dotted.</param>
    /// <param name="json">The value; null, or JSON's null, where the spec does not have the key.</param>
    /// <returns>Null where there is nothing to say.</returns>
    public static string? Of(string path, string? json)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (json is null)
            return null;
        using var document = JsonDocument.Parse(json);
        var value = document.RootElement;
        if (value.ValueKind == JsonValueKind.Null)
            return null;
        return path == Epochs && value.TryGetInt32(out var epochs) ? Amount.Of(epochs, "epoch") : $"{Name(path)} {Text(value)}";
    }

    /// <summary>With its section, but for a key of the training that no other section has.</summary>
    private static string Name(string path)
    {
        var dot = path.LastIndexOf('.');
        var name = path[(dot + 1)..];
        var clear = dot < 0 || (path[..dot] == Training && SpecKeys.Run.Count(key => key.Name == name) == 1);
        return (clear ? name : path.Replace('.', ' ')).Replace('_', ' ');
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => NumberText.Short(value.GetDouble()),
        JsonValueKind.Array => value.GetArrayLength() == 0 ? "none" : string.Join(" + ", value.EnumerateArray().Select(Text)),
        JsonValueKind.Object => value.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String
            ? name.GetString()!
            : string.Join(" + ", value.EnumerateObject().Select(inner => $"{inner.Name} {Text(inner.Value)}")),
        _ => value.GetRawText(),
    };
}
