using System.Text.Json;
using Harness.Runs.Tables;

namespace Harness.Runs.Storage;

/// <summary>Tables that a run has only where its spec asks for them.</summary>
internal static class ExtraTables
{
    /// <summary>A section, or a key in one, that means nothing for a run is absent from its spec.</summary>
    private static readonly (string[] Path, string[] Tables)[] ByPath =
    [
        (["measures", "sensitivity"], [BinSensitivityTable.Definition.Schema.Name]),
        (["ablation", "classes"], [AblationClassesTable.Definition.Schema.Name]),
        (["pictures"], [BoundaryTable.Definition.Schema.Name, HiddenPointsTable.Definition.Schema.Name]),
        (["information_plane"], [PlaneTable.Definition.Schema.Name]),
        (["bounds"], [BoundsTable.Definition.Schema.Name]),
    ];

    /// <param name="spec">The resolved spec, or what an analysis is known by.</param>
    public static IEnumerable<string> Of(string spec)
    {
        using var document = JsonDocument.Parse(spec);
        return [.. ByPath.Where(extra => Has(document.RootElement, extra.Path)).SelectMany(extra => extra.Tables)];
    }

    private static bool Has(JsonElement element, string[] path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return false;
        }
        return true;
    }
}
