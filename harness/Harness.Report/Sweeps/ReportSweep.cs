using System.Collections.Immutable;
using Harness.Report.Reading;
using Harness.Runs.Storage;
using Harness.Runs.Tables;

namespace Harness.Report.Sweeps;

/// <summary>What a folder's runs are.</summary>
/// <param name="Name">The sweep's; the folder's where nothing says it.</param>
/// <param name="Manifest">Null where there is none that can be read.</param>
/// <param name="Runs">Those that are done, in the order of the plan.</param>
/// <param name="Failed">Those that failed.</param>
/// <param name="Missing">Ids that are planned and have not come to an end.</param>
internal sealed record ReportSweep(
    string Name, Manifest? Manifest, ImmutableArray<ReportRun> Runs, ImmutableArray<ReportRun> Failed, ImmutableArray<string> Missing, ImmutableArray<SweepPoint> Points)
{
    /// <summary>Ids of the runs that are done.</summary>
    public IReadOnlyList<string> RunIds => [.. Runs.Select(run => run.RunId)];

    public static ReportSweep Read(SweepSource source)
    {
        var table = RunsTable.Definition.Schema.Name;
        var manifest = File.Exists(source.Folder.ManifestPath) ? source.Try(Manifest.FileName, Manifest.FileName, () => Manifest.Read(source.Folder.ManifestPath)) : null;
        var files = source.FilesOf(table);
        var planned = manifest?.Runs ?? [];
        string[] ended = [.. planned.Intersect(files), .. files.Except(planned)];
        var rows = source.OfRuns<ReportRun>(ended, table, (row, _) => [ReportRun.Of(row)]);
        ImmutableArray<ReportRun> runs = [.. rows.Where(run => run.Error is null)];
        return new ReportSweep(
            manifest?.Name ?? rows.FirstOrDefault()?.Name ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(source.Folder.Path)),
            manifest,
            runs,
            [.. rows.Where(run => run.Error is not null)],
            [.. planned.Except(files)],
            PointGrouping.Of(runs, manifest is null ? null : SpecValues.SweptBy(manifest.Spec)));
    }
}
