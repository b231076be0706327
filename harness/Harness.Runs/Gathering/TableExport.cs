using System.Collections.Immutable;
using Engine;
using Harness.Runs.Parquet;
using Harness.Runs.Storage;
using Harness.Runs.Tables;

namespace Harness.Runs.Gathering;

/// <summary>
/// Compacts the files of a sweep's tables, one for each run, into few large ones: <c>OUT/neurons/part-0.parquet</c>, or
/// <c>OUT/neurons/seed=3/part-0.parquet</c> where it is partitioned.
/// </summary>
/// <param name="partition">Columns of <c>runs</c>, in the order of the folders.</param>
/// <param name="rowsPerFile">A file is closed when it has as many rows.</param>
public sealed class TableExport(ResultFolder source, string output, ImmutableArray<string> partition, int rowsPerFile)
{
    /// <summary>Rows of a file by default: some 100 MB of a table of curves in memory.</summary>
    public const int DefaultRows = 1_000_000;

    private static readonly ParquetFormat Format = new();

    private readonly HivePartition _partition = new(partition);

    /// <param name="tables">Names of tables; none for all that the folder has.</param>
    /// <exception cref="UsageException">There is no such table or column, its values are no folder's name, or one folder lies in the
    /// other.</exception>
    /// <returns>The tables that the folder has or should have, in the order of the alphabet, or those given; and what is not
    /// whole.</returns>
    /// <exception cref="UserErrorException">A file is damaged or not the engine's, or there are no tables; nothing is left.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; nothing is left.</exception>
    public ExportedTables Run(IReadOnlyList<string> tables, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(tables);
        OutputPlace.RequireApart(output, [source.Path]);
        var manifest = Manifest.Read(source.ManifestPath);
        var known = source.Tables();
        if (known.Count == 0)
            throw new UserErrorException(
                $"{source.Path} has no tables: no run of it has ended. engine status {source.Path} tells how far it is.");
        if (tables.FirstOrDefault(table => !known.Contains(table)) is { } unknown)
            throw new UsageException($"--table {unknown}: {source.Path} has no such table; it has {string.Join(", ", known)}");
        var places = _partition.PlacesOf(source, manifest.Runs);
        _partition.RequireNoColumnOf(tables.Count > 0 ? tables : known);
        var order = manifest.Runs.Select((run, place) => (run, place))
            .ToDictionary(run => run.run, run => run.place, StringComparer.Ordinal);
        var lacking = LackingTables.Of(source, manifest.Runs);
        using var building = new FolderInTheMaking(output);
        IEnumerable<string> chosen = tables.Count > 0 ? tables : known.Union(lacking.Names).Order(StringComparer.Ordinal);
        ImmutableArray<ExportedTable> exported =
            [.. chosen.Select(table => lacking.Count(table, Export(table, building.Path, places, order, cancellation)))];
        building.Finish();
        return new ExportedTables(exported, lacking.NotWhole());
    }

    private ExportedTable Export(
        string table, string target, Dictionary<string, string> places, Dictionary<string, int> order, CancellationToken cancellation)
    {
        var names = source.FilesOf(table).OrderBy(name => order.GetValueOrDefault(name, int.MaxValue))
            .ThenBy(name => name, StringComparer.Ordinal);
        var (files, rows) = (0, 0L);
        // A table that is over the seeds alone is not partitioned: it keeps its columns.
        var divided = source.FilesOf(table).Any(places.ContainsKey);
        foreach (var group in names.GroupBy(name => divided ? places.GetValueOrDefault(name) ?? _partition.PlaceOfSeeds(name) : ""))
        {
            var folder = Path.Combine(target, table, group.Key);
            var gathered = new GatheredTable(table);
            foreach (var name in group)
            {
                cancellation.ThrowIfCancellationRequested();
                gathered.Add(source.ReadTable(table, name), Path.Combine(source.Path, table, name));
                if (gathered.Rows >= rowsPerFile)
                    Close();
            }
            if (gathered.Rows > 0)
                Close();

            void Close()
            {
                var whole = group.Key.Length > 0 ? _partition.WithoutKeys(gathered.Take()) : gathered.Take();
                rows += whole.Rows;
                WholeFile.Write(Path.Combine(folder, $"part-{files++}.parquet"), stream => Format.Write(stream, whole, Metadata));
            }
        }
        return new ExportedTable(table, files, rows);
    }

    private static Dictionary<string, string> Metadata =>
        new(StringComparer.Ordinal) { ["schema_version"] = TableSchema.Version.ToString(), ["engine_version"] = EngineVersion.Number };
}

/// <summary>The outcome of an export.</summary>
/// <param name="NotWhole">The runs of which a file is not whole, so that they are not done, each with the reason.</param>
public sealed record ExportedTables(ImmutableArray<ExportedTable> Tables, ImmutableArray<(string Run, string Reason)> NotWhole);

/// <summary>The files that were written of one table; none of one that the folder should have and lacks.</summary>
public sealed record ExportedTable(string Table, int Files, long Rows)
{
    /// <summary>Runs of the plan that have no file of it, since they failed or are not done; 0 for a table of no run's.</summary>
    public int NotDone { get; init; }

    /// <summary>Runs that are done, had a file of it, and have none.</summary>
    public int Lost { get; init; }
}

/// <summary>Which runs lack which tables.</summary>
/// <param name="notDone">Runs that failed or are not done.</param>
/// <param name="done">Runs that are done, with their tables.</param>
internal sealed class LackingTables(ResultFolder folder, IReadOnlyList<string> notDone, IReadOnlyList<StoredRun> done)
{
    private static readonly string Runs = RunsTable.Definition.Schema.Name;

    /// <exception cref="UserErrorException">A row is damaged.</exception>
    public static LackingTables Of(ResultFolder folder, IReadOnlyList<string> planned)
    {
        var rows = SideBySide.Each([.. planned.Where(folder.HasEnded)], run => StoredRun.Read(folder, run));
        var done = rows.Where(row => row.Error is null).ToArray();
        return new LackingTables(folder, [.. planned.Except(done.Select(row => row.RunId))], done);
    }

    /// <summary>Tables that runs have.</summary>
    public IEnumerable<string> Names => done.SelectMany(run => run.Tables).Append(Runs).Distinct();

    /// <summary>Runs whose row says that they are done, and that are not, with the reason.</summary>
    public ImmutableArray<(string Run, string Reason)> NotWhole() =>
    [
        .. SideBySide.Each(done, row => (Run: row.RunId, State: folder.StateOf(() => row)))
            .Where(run => run.State is { Status: RunStatus.Missing, Reason: not null }).Select(run => (run.Run, run.State.Reason!)),
    ];

    public ExportedTable Count(string table, ExportedTable exported) => Names.Contains(table)
        ? exported with
        {
            NotDone = notDone.Count(run => !folder.HasFile(table, run)),
            Lost = done.Count(run => run.Tables.Contains(table) && !folder.HasFile(table, run.RunId)),
        }
        : exported;
}
