using Harness.Runs.Tables;

namespace Harness.Report.Sweeps;

/// <summary>Notes which tables a sweep's folder should have and lacks.</summary>
internal static class ExpectedTables
{
    private static readonly string Runs = RunsTable.Definition.Schema.Name;

    private static readonly string[] OfEveryRun =
        [NeuronsTable.Definition.Schema.Name, HistogramsTable.Definition.Schema.Name, AblationTable.Definition.Schema.Name,
            InsightsTable.Definition.Schema.Name];

    public static void Note(SweepSource source, ReportSweep sweep)
    {
        if (sweep.Manifest is null && !source.Folder.HasManifest)
            source.Notices.Add(Harness.Runs.Storage.Manifest.FileName, "is missing: which runs were planned is not known.");
        if (source.FilesOf(Runs).Count == 0)
            source.Notices.Add(Runs, "is missing or empty: no run has come to an end here.");
        foreach (var table in OfEveryRun)
            NoteTable(source, sweep, table);
        NoteTable(
            source, sweep with { Runs = [.. sweep.Runs.Where(run => run.Origin.Trainer.Length > 0)] }, EpochsTable.Definition.Schema.Name);
    }

    private static void NoteTable(SweepSource source, ReportSweep sweep, string table)
    {
        var files = source.FilesOf(table).ToHashSet(StringComparer.Ordinal);
        if (sweep.Runs.Length > 0 && files.Count == 0)
            source.Notices.Add(table, "is missing: what is drawn from it is not shown.");
        else
            foreach (var run in sweep.Runs.Where(run => !files.Contains(run.RunId)))
                source.Notices.Add(table, "has no file of some runs:", run.RunId);
    }
}
