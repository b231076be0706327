using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Harness.Specs.Keys;

namespace Harness.Specs.Reference;

/// <summary>The format of a spec as JSON Schema, from which editors complete keys and mark mistakes. Rules between keys are the engine's to
/// check.</summary>
public static class SpecSchema
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="datasets">Names of the catalogue.</param>
    public static string Json(IReadOnlyCollection<string> datasets)
    {
        ArgumentNullException.ThrowIfNull(datasets);
        var schema = Object(Properties("", datasets), "name", "dataset", "network");
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "Engine spec");
        return schema.ToJsonString(Options) + "\n";
    }

    private static JsonObject Properties(string section, IReadOnlyCollection<string> datasets)
    {
        var properties = new JsonObject();
        foreach (var key in SpecKeys.Run.Where(key => key.Section == section))
            properties[key.Name] = Described(key.Schema(datasets), key);
        if (section.Length > 0)
            return properties;
        foreach (var inner in SpecKeys.Sections)
            properties[inner] = Section(inner, datasets);
        foreach (var key in SpecKeys.Plan)
            properties[key.Name] = Described(key.Name == "seeds" ? Seeds() : Sweep(datasets), key);
        return properties;
    }

    private static JsonObject Section(string name, IReadOnlyCollection<string> datasets)
    {
        var keys = Object(Properties(name, datasets));
        return SpecKeys.StandInOf(name) is { } standIn
            ? new JsonObject { ["anyOf"] = new JsonArray(standIn.Schema(datasets), keys) }
            : keys;
    }

    /// <summary>An axis is a key with a list of its values, or sets several keys at once: zip in lockstep, list point by point, random by
    /// draws.</summary>
    private static JsonObject Sweep(IReadOnlyCollection<string> datasets)
    {
        var keys = SpecKeys.Run.Where(key => key.CanSweep).ToArray();
        var axes = Axes(keys, key => List(key.Schema(datasets)));
        axes["zip"] = Object(Axes(keys, key => List(key.Schema(datasets))));
        axes["list"] = List(Object(Axes(keys, key => key.Schema(datasets))));
        axes["random"] = Drawn(keys);
        return Object(axes);
    }

    private static JsonObject Drawn(IEnumerable<RunKey> keys)
    {
        var properties = Axes(keys, _ => new JsonObject { ["type"] = "object", ["minProperties"] = 1, ["maxProperties"] = 1 });
        properties["points"] = new JsonObject { ["type"] = "integer", ["minimum"] = 1 };
        properties["seed"] = new JsonObject { ["type"] = "integer", ["minimum"] = 0 };
        return Object(properties, "points");
    }

    private static JsonObject Axes(IEnumerable<RunKey> keys, Func<RunKey, JsonObject> schema)
    {
        var axes = new JsonObject();
        foreach (var key in keys)
            axes[key.Path] = schema(key);
        return axes;
    }

    private static JsonObject Seeds() => new()
    {
        ["anyOf"] = new JsonArray(
            new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = Specs.Sweep.MaximumRuns },
            List(new JsonObject { ["type"] = "integer", ["minimum"] = 0 })),
    };

    private static JsonObject List(JsonObject items) => new() { ["type"] = "array", ["items"] = items, ["minItems"] = 1 };

    private static JsonObject Object(JsonObject properties, params string[] required)
    {
        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        if (required.Length > 0)
            schema["required"] = new JsonArray([.. required.Select(name => (JsonNode)name)]);
        return schema;
    }

    private static JsonObject Described(JsonObject schema, SpecKey key)
    {
        schema["description"] = key.DefaultValue is { } value ? $"{key.Description} Default: {value}." : key.Description;
        return schema;
    }
}
