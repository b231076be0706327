using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Engine.Ablation;
using Engine.Analysis.Insights;
using Engine.Bounds;
using Harness.Specs;
using Harness.Specs.Plans;

namespace Harness.Runs.Storage;

/// <summary>A resolved spec as it is kept in a manifest and in <c>runs</c>.</summary>
internal static class SpecText
{
    private const string Insights = "insights";

    private static readonly string BoundOverSeeds = SpecChoices.Bound.NameOf(BoundKind.BuZouVeeravalli);

    private static readonly string[] Thresholds = ["epsilon", "delta", "significance"];

    /// <summary>Whether it is the text of a JSON object, which every spec is.</summary>
    public static bool IsObject(string? text)
    {
        if (!HasText(text ?? ""))
            return false;
        try
        {
            using var document = JsonDocument.Parse(text ?? "", new JsonDocumentOptions { AllowDuplicateProperties = false });
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Says why it is not the spec of a run, e.g. <c>is not a JSON object</c>; null where it is.</summary>
    /// <param name="run">The run's id, which ends in a hash of the spec.</param>
    public static string? Fault(string text, string run)
    {
        if (!IsObject(text))
            return "is not a JSON object";
        if (RunId.HasHash(run) && !RunId.IsOf(run, text))
            return "is not the one that the run's id was made of";
        using var document = JsonDocument.Parse(text);
        return !document.RootElement.TryGetProperty(Insights, out var given)
            || (given.ValueKind == JsonValueKind.Object
                && Thresholds.All(key => given.TryGetProperty(key, out var value) && Numbers(value).Length > 0))
            ? null
            : $"has no numbers {string.Join(", ", Thresholds)} under {Insights}";
    }

    /// <summary>The thresholds of a run's readings; a spec has only those that differ from the defaults.</summary>
    /// <param name="spec">As it was read from <c>runs</c>.</param>
    public static ReadingSettings Settings(string spec)
    {
        using var document = JsonDocument.Parse(spec);
        return document.RootElement.TryGetProperty(Insights, out var given)
            ? new ReadingSettings(
                InsightOptions.HeadlineOf(Numbers(given.GetProperty(Thresholds[0]))), Number(Thresholds[1]), Number(Thresholds[2]))
            : InsightOptions.Earlier.Readings;

        double Number(string key) => given.GetProperty(key).GetDouble();
    }

    /// <summary>The spec's data set as <see cref="DataSetRequest.Name"/> has it; null where the spec has none.</summary>
    public static string? DataSet(string spec)
    {
        using var document = JsonDocument.Parse(spec);
        if (!document.RootElement.TryGetProperty("dataset", out var set))
            return null;
        return set.ValueKind switch
        {
            JsonValueKind.String => set.GetString(),
            JsonValueKind.Object => DataSetRequest.NameOf(set.EnumerateObject().Select(entry => (entry.Name, TextOf(entry.Value)))),
            _ => null,
        };
    }

    private static string TextOf(JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? $"[{string.Join(", ", value.EnumerateArray().Select(TextOf))}]"
        : value.ToString();

    /// <summary>The same for all seeds of a point.</summary>
    public static string WithoutSeed(string spec)
    {
        var all = JsonNode.Parse(spec)!.AsObject();
        all.Remove("seed");
        return all.ToJsonString();
    }

    /// <summary>Whether it asks for a bound that is estimated over all seeds of a point.</summary>
    public static bool AsksForBoundOverSeeds(string spec)
    {
        using var document = JsonDocument.Parse(spec);
        return document.RootElement.TryGetProperty("bounds", out var bounds) && bounds.ValueKind == JsonValueKind.Object
            && bounds.TryGetProperty("names", out var names) && names.ValueKind == JsonValueKind.Array
            && names.EnumerateArray().Any(name => name.ValueEquals(BoundOverSeeds));
    }

    /// <summary>A number, or a list of them; none where it is neither.</summary>
    private static double[] Numbers(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => [value.GetDouble()],
        JsonValueKind.Array when value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Number) =>
            [.. value.EnumerateArray().Select(item => item.GetDouble())],
        _ => [],
    };

    /// <summary>Whether all of its names and values are text: JSON can escape half of a pair of code units.</summary>
    private static bool HasText(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String)
                    reader.GetString();
            }
            return true;
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
