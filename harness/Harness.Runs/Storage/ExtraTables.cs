using System.Text.Json;
using Harness.Runs.Tables;

namespace Harness.Runs.Storage;

/// <summary>Tables that a run has only where its spec asks for them.</summary>
internal static class ExtraTables
{
    private static readonly (string Section, string[] Tables)[] BySection =
    [
        ("pictures", [BoundaryTable.Definition.Schema.Name, HiddenPointsTable.Definition.Schema.Name]),
        ("information_plane", [PlaneTable.Definition.Schema.Name]),
        ("bounds", [BoundsTable.Definition.Schema.Name]),
    ];

    /// <param name="spec">The resolved spec: a section that means nothing for a run is absent from it.</param>
    public static IEnumerable<string> Of(string spec)
    {
        using var document = JsonDocument.Parse(spec);
        return [.. BySection.Where(extra => document.RootElement.TryGetProperty(extra.Section, out _)).SelectMany(extra => extra.Tables)];
    }
}
