using System.Text.Json;
using Harness.Runs.Tables;

namespace Harness.Runs.Storage;

/// <summary>The tables that a run has when it is done, beside its row in <c>runs</c>.</summary>
public static class RunTables
{
    private static readonly string[] Always =
        [NeuronsTable.Definition.Schema.Name, HistogramsTable.Definition.Schema.Name, AblationTable.Definition.Schema.Name,
            InsightsTable.Definition.Schema.Name];

    private static readonly string[] OfTraining = [EpochsTable.Definition.Schema.Name];


    /// <summary>A section, or a key in one, that means nothing for a run is absent from its spec.</summary>
    private static readonly (string[] Path, string[] Tables)[] ByPath =
    [
        (["measures", "sensitivity"], [BinSensitivityTable.Definition.Schema.Name]),
        (["pairs"], [PairsTable.Definition.Schema.Name]),
        (["ablation", "classes"], [AblationClassesTable.Definition.Schema.Name]),
        (["pictures"], [BoundaryTable.Definition.Schema.Name, HiddenPointsTable.Definition.Schema.Name]),
        (["information_plane"], [PlaneTable.Definition.Schema.Name]),
        (["bounds"], [BoundsTable.Definition.Schema.Name]),
    ];

    /// <param name="spec">The resolved spec, or what an analysis is known by, JSON; of one that is none only what is always there.</param>
    /// <param name="isTrained">Whether the engine trained its network; <c>analyze</c> takes one that was trained elsewhere.</param>
    public static IReadOnlyList<string> Of(string spec, bool isTrained) => [.. isTrained ? OfTraining : [], .. Always, .. AskedFor(spec)];

    private static string[] AskedFor(string spec)
    {
        if (!SpecText.IsObject(spec))
            return [];
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
