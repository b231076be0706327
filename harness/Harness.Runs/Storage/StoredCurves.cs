using System.Collections.Immutable;
using Engine;
using Engine.Analysis;
using Harness.Runs.Tables;

namespace Harness.Runs.Storage;

/// <summary>A run's curves, read back from <c>ablation</c> in the order in which they were written.</summary>
/// <param name="LargestClass">Samples of the largest class in the split that was ablated on; a file without curves may have 0.</param>
public sealed record StoredCurves(ImmutableArray<RankedCurve> Curves, int LargestClass)
{
    /// <exception cref="UserErrorException">The file is missing or damaged.</exception>
    public static StoredCurves Read(ResultFolder folder, string runId)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return Of(folder.Read(AblationTable.Definition.Schema, runId));
    }

    /// <exception cref="UserErrorException">The table is no run's <c>ablation</c>.</exception>
    public static StoredCurves Of(StoredTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (!table.Metadata.TryGetValue(AblationTable.LargestClassKey, out var text) || !int.TryParse(text, out var largest))
            throw table.Damaged($"its metadata has no number under {AblationTable.LargestClassKey}");
        return new StoredCurves(new CurveRows(table.AtTheEnd()).Curves(), largest);
    }
}
