using System.Collections.Immutable;
using Engine;
using Harness.Specs.Plans;

namespace Harness.Runs.Storage;

/// <summary>
/// Ids of a sweep that another version of the engine began: the readable part may differ, the hash of the spec at its end does not.
/// </summary>
public static class EarlierIds
{
    /// <summary>The plan under the ids that the folder's sweep has; as it is where the folder holds none, or another sweep.</summary>
    public static ImmutableArray<PlannedRun> Keep(ImmutableArray<PlannedRun> plan, ResultFolder folder) =>
        [.. plan.Zip(Keep([.. plan.Select(run => run.RunId)], folder), (run, id) => run with { RunId = id })];

    /// <summary>The same of ids alone.</summary>
    public static ImmutableArray<string> Keep(ImmutableArray<string> ids, ResultFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return RunsOf(folder) is { } runs && runs.Length == ids.Length
            && ids.Zip(runs).All(id => RunId.AreOfOneSpec(id.First, id.Second))
            ? runs
            : ids;
    }

    private static ImmutableArray<string>? RunsOf(ResultFolder folder)
    {
        try
        {
            return folder.HasManifest ? Manifest.Read(folder.ManifestPath).Runs : null;
        }
        catch (UserErrorException)
        {
            // The start in this folder says what is wrong with it.
            return null;
        }
    }
}
