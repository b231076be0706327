using System.Collections.Immutable;
using Engine;

namespace Harness.Runs.Storage;

/// <summary>
/// The content of a sweep's data sets: which SHA-256 each has, by the spec's text for it. Files under one name can be exchanged, and runs
/// of other data are no runs of the sweep.
/// </summary>
internal static class DataBinding
{
    private const int DigitsShown = 12;

    /// <summary>Says why a run is not one of this sweep; null where it was done on the sweep's data.</summary>
    /// <param name="data">As the manifest has it; null in a folder of an earlier version.</param>
    public static string? Fault(IReadOnlyDictionary<string, string>? data, StoredRun run) =>
        data is not null && SpecText.DataSet(run.Spec) is { } name && data.TryGetValue(name, out var needed) && run.DatasetSha256 != needed
            ? $"it was done on other data: {Change(name, needed, run.DatasetSha256)}"
            : null;

    /// <summary>The data of the folder's runs: by its manifest, or where that is an earlier version's by the rows.</summary>
    /// <exception cref="UsageException">Rows contradict each other.</exception>
    public static IReadOnlyDictionary<string, string> Recorded(ResultFolder folder, Manifest manifest) =>
        manifest.Data ?? OfRows(folder, manifest.Runs);

    /// <param name="path">The folder of <paramref name="recorded"/>.</param>
    /// <exception cref="UsageException">A data set that both have has not the same content.</exception>
    public static void RequireSame(
        string path, IReadOnlyDictionary<string, string> recorded, IReadOnlyDictionary<string, string> found, string next)
    {
        var differences = found.Where(set => recorded.TryGetValue(set.Key, out var before) && before != set.Value)
            .Select(set => Change(set.Key, recorded[set.Key], set.Value)).ToArray();
        if (differences.Length > 0)
            throw new UsageException(
                $"the runs of {path} are of other data:\n  {string.Join("\n  ", differences)}\nRuns of different data are not one sweep. "
                    + next);
    }

    private static Dictionary<string, string> OfRows(ResultFolder folder, ImmutableArray<string> runs)
    {
        var data = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var run in SideBySide.Each([.. runs.Where(folder.HasEnded)], run => Read(folder, run)).OfType<StoredRun>())
        {
            if (run is not { DatasetSha256: { } sha256, Error: null } || SpecText.DataSet(run.Spec) is not { } name)
                continue;
            if (!data.TryAdd(name, sha256) && data[name] != sha256)
                throw new UsageException(
                    $"the runs of {folder.Path} are of different data: {Change(name, data[name], sha256)} in {run.RunId}. Runs of "
                        + "different data are not one sweep: do the sweep anew in another --out.");
        }
        return data;
    }

    /// <summary>Null for a row that is damaged, whose run is done again.</summary>
    private static StoredRun? Read(ResultFolder folder, string run)
    {
        try
        {
            return StoredRun.Read(folder, run);
        }
        catch (UserErrorException)
        {
            return null;
        }
    }

    private static string Change(string name, string before, string? after) =>
        $"{name}: SHA-256 {Short(before)} → {(after is null ? "none" : Short(after))}";

    private static string Short(string sha256) => sha256.Length <= DigitsShown ? sha256 : sha256[..DigitsShown] + "…";
}
