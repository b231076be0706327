using Engine;
using Harness.Runs.Tables;
using Harness.Specs.Plans;

namespace Harness.Runs.Storage;

/// <summary>Files of all seeds of a point together: no run's row vouches for them.</summary>
public static class FilesOverSeeds
{
    private static readonly string[] Tables = [SweepInsightsTable.Definition.Schema.Name, BoundsTable.Definition.Schema.Name];

    /// <summary>Reads one and holds it against its checksum.</summary>
    /// <param name="file">Relative to the folder.</param>
    /// <returns>Its fault; null where it is whole.</returns>
    internal static string? Fault(ResultFolder folder, string file)
    {
        try
        {
            folder.ReadTable(Path.GetDirectoryName(file)!, Path.GetFileNameWithoutExtension(file));
            return null;
        }
        catch (UserErrorException cause)
        {
            return cause.Message;
        }
    }

    /// <summary>
    /// Those that a sweep lacks, relative to its folder. They are written when the last run has ended: before, and where a row cannot be
    /// read, it is not known which there should be.
    /// </summary>
    /// <param name="planned">Ids of all runs, in the order of the plan.</param>
    /// <param name="known">Gives a run's row that was read before, null for one that cannot be read; null to read them here.</param>
    public static IReadOnlyList<string> Missing(
        ResultFolder folder, IReadOnlyList<string> planned, CancellationToken cancellation, Func<string, StoredRun?>? known = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(planned);
        if (!planned.All(folder.HasEnded))
            return [];
        var rows = SideBySide.Each(planned, run =>
        {
            cancellation.ThrowIfCancellationRequested();
            return known is null ? OrNull(() => StoredRun.Read(folder, run)) : known(run);
        });
        var files = Tables.ToDictionary(table => table, folder.FilesOf);
        return rows.OfType<StoredRun>().Count() < rows.Length
            ? []
            : [.. rows.OfType<StoredRun>().Where(run => run.IsTrained).GroupBy(run => SpecText.WithoutSeed(run.Spec))
                .SelectMany(point => MissingOf(folder, files, [.. point]))];
    }

    private static IEnumerable<string> MissingOf(ResultFolder folder, Dictionary<string, IReadOnlyList<string>> files, StoredRun[] point)
    {
        var id = RunId.OfAllSeeds(point[0].Name, point.Select(run => run.Spec));
        StoredRun[] done = [.. point.Where(run => run.Error is null)];
        (string Table, Func<bool> IsNeeded)[] tables =
        [
            (Tables[0], () => done.Any(run => HasReadings(folder, run.RunId))),
            (Tables[1], () => done.Length == point.Length && SpecText.AsksForBoundOverSeeds(point[0].Spec)),
        ];
        return tables.Where(table => !files[table.Table].Any(name => RunId.AreOfOneSpec(id, name)) && table.IsNeeded())
            .Select(table => $"{table.Table}/{id}{ResultFolder.TableEnding}");
    }

    private static bool HasReadings(ResultFolder folder, string run) =>
        OrNull(() => folder.Read(InsightsTable.Definition.Schema, run)) is { Rows: > 0 };

    private static T? OrNull<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (UserErrorException)
        {
            // It is told as damage of the run.
            return null;
        }
    }
}
