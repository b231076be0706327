using Harness.Runs.Storage;
using Harness.Runs.Tables;

namespace Harness.Report.Sweeps;

/// <summary>Notes which tables a sweep's folder should have and lacks.</summary>
internal static class ExpectedTables
{
    private static readonly string Runs = RunsTable.Definition.Schema.Name;

    public static void Note(SweepSource source, ReportSweep sweep)
    {
        if (sweep.Manifest is null && !source.Folder.HasManifest)
            source.Notices.Add(Manifest.FileName, "is missing: which runs were planned is not known.");
        if (source.FilesOf(Runs).Count == 0)
            source.Notices.Add(Runs, "is missing or empty: no run has come to an end here.");
        var expected = sweep.Runs.SelectMany(run => run.Tables.Select(table => (Table: table, Run: run.RunId)));
        foreach (var table in expected.GroupBy(pair => pair.Table, pair => pair.Run))
            NoteTable(source, table.Key, [.. table]);
        if (sweep.Manifest is { } manifest)
            NoteOverSeeds(source, manifest);
    }

    /// <summary>Notes the points whose runs are done and that lack a file over the seeds.</summary>
    private static void NoteOverSeeds(SweepSource source, Manifest manifest)
    {
        foreach (var file in source.MissingOverSeeds(manifest.Runs))
            source.Notices.Add(
                Path.GetDirectoryName(file)!, "has no file of points whose runs are done: what only the seeds together tell, as the "
                    + "reversal, is not shown. `engine run SPEC --out DIR --resume` makes it anew:",
                Path.GetFileNameWithoutExtension(file));
    }

    private static void NoteTable(SweepSource source, string table, IReadOnlyList<string> runs)
    {
        var files = source.FilesOf(table).ToHashSet(StringComparer.Ordinal);
        if (files.Count == 0)
            source.Notices.Add(table, "is missing: what is drawn from it is not shown.");
        else
            foreach (var run in runs.Where(run => !files.Contains(run)))
                source.Notices.Add(table, "has no file of some runs:", run);
    }
}
