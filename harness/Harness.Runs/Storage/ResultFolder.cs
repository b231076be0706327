using System.Collections.Immutable;
using Engine;
using Engine.Data;
using Engine.Networks;
using Harness.Runs.Leases;
using Harness.Runs.Parquet;
using Harness.Runs.Tables;
using Harness.Specs.Plans;

namespace Harness.Runs.Storage;

/// <summary>The output of a sweep: one folder for each table, one file for each run, models beside them.</summary>
/// <remarks>
/// Every table's file has a checksum, and is damaged where that is wrong or missing. In a folder without a manifest, or with that of an
/// earlier version, a file may have none; it is read unverified.
/// </remarks>
/// <param name="warn">Told of what is read unverified or left out, once of each kind.</param>
public sealed class ResultFolder(string path, Action<string>? warn = null)
{
    internal const string TableEnding = ".parquet";
    private const string Models = "models", Evidence = "evidence";
    internal const string Logs = "logs";
    // The folder's name on disk, which running sweeps of earlier builds use too.
    private const string Leases = "claims";

    /// <summary>The folders that are no table's and are written to by runs.</summary>
    internal static readonly string[] BesideTables = [Models, Evidence, CheckpointFolder.Name, Leases, Logs];

    /// <summary>The folder, below that of a sweep, of batch scripts and of what their tasks say; there before the sweep begins.</summary>
    public const string Submitted = "submit";

    /// <summary>The folder, below that of an analysis, of what a program handed over to it; there before the analysis begins.</summary>
    public const string Given = "inputs";

    /// <summary>The report's file, which is no part of the results: it can be made again from them.</summary>
    public const string ReportName = "report.html";

    private readonly Lazy<FolderOwner> _owner = new(() => FolderOwner.Of(System.IO.Path.Combine(path, Manifest.FileName)));
    private int _warned, _warnedOfStrangers, _warnedOfLeases, _lookedForLinks, _tablesWritten;

    public string Path { get; } = path;

    public CheckpointFolder Checkpoints { get; } = new(path);

    /// <summary>Tests put one in its place that fails.</summary>
    internal ParquetFormat Format { get; init; } = new();

    public string ManifestPath => System.IO.Path.Combine(Path, Manifest.FileName);

    public string ReportPath => System.IO.Path.Combine(Path, ReportName);

    /// <summary>The data of the sweep's runs, see <see cref="Manifest.Data"/>; null where no manifest tells.</summary>
    internal IReadOnlyDictionary<string, string>? Data => _owner.Value.Data;

    /// <summary>Files of tables that were written through this object.</summary>
    public int TablesWritten => _tablesWritten;

    public bool HasManifest => Manifest.IsAt(ManifestPath);

    /// <param name="metadata">Beside the versions, which every file carries.</param>
    /// <exception cref="StorageException">It cannot be written.</exception>
    public void Write<TRow>(
        TableDefinition<TRow> definition, string runId, IReadOnlyList<TRow> rows, params IEnumerable<(string Key, string Value)> metadata)
    {
        ArgumentNullException.ThrowIfNull(definition);
        WholeFile.Write(TablePath(definition.Schema.Name, runId), Content(definition, runId, rows, metadata));
        Interlocked.Increment(ref _tablesWritten);
    }

    /// <summary>As <see cref="Write"/>, for what follows from other files: one that is there with the same bytes is left alone.</summary>
    /// <returns>Whether it was written.</returns>
    /// <exception cref="StorageException">It cannot be written.</exception>
    public bool WriteIfOther<TRow>(TableDefinition<TRow> definition, string id, IReadOnlyList<TRow> rows)
    {
        ArgumentNullException.ThrowIfNull(definition);
        if (!WholeFile.WriteIfOther(TablePath(definition.Schema.Name, id), Content(definition, id, rows, [])))
            return false;
        Interlocked.Increment(ref _tablesWritten);
        return true;
    }

    private Action<Stream> Content<TRow>(
        TableDefinition<TRow> definition, string runId, IReadOnlyList<TRow> rows, IEnumerable<(string Key, string Value)> metadata)
    {
        var table = definition.Build(rows);
        var all = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["schema_version"] = TableSchema.Version.ToString(),
            ["engine_version"] = EngineVersion.Number,
        };
        foreach (var (key, value) in metadata)
            all.Add(key, value);
        if (definition.Schema.Name == RunsTable.Definition.Schema.Name)
            all.Add(FileSizes.Key, FileSizes.Of(Path, FilesOfRun(runId).Where(file => !IsRow(file))));
        return stream => Format.Write(stream, table, all);
    }

    /// <exception cref="UserErrorException">The file is missing, cannot be read, or is damaged.</exception>
    public StoredTable Read(TableSchema schema, string runId)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return Read(schema.Name, runId);
    }

    /// <exception cref="UserErrorException">The file is missing, cannot be read, or is damaged.</exception>
    public StoredTable Read(string table, string runId, IReadOnlySet<string>? columns = null) =>
        new(TablePath(table, runId), ReadTable(table, runId, columns));

    /// <exception cref="UserErrorException">The file is missing, cannot be read, or is damaged.</exception>
    public TableFile ReadTable(string table, string name, IReadOnlySet<string>? columns = null)
    {
        var file = TablePath(table, name);
        RegularFile.RequireInFolder(file);
        try
        {
            var read = ParquetFormat.Read(File.ReadAllBytes(file), file, _owner.Value.HasChecksums, FolderOwner.Remedy, columns);
            if (!read.IsVerified && Interlocked.Exchange(ref _warned, 1) == 0)
                warn?.Invoke($"{Path}: tables without checksums, of an earlier version or another program, are read unverified");
            return RowRules.Fault(table, name, read.Table) is { } fault ? throw new StoredTable(file, read).Damaged(fault) : read;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw UnreadableException.Of(file, cause);
        }
    }

    /// <summary>Whether a table has a file of this name.</summary>
    public bool HasFile(string table, string runId) => File.Exists(TablePath(table, runId));

    /// <summary>Names of a table's files, without their ending, in order; none where there is no such table.</summary>
    public IReadOnlyList<string> FilesOf(string table)
    {
        if (Interlocked.Exchange(ref _lookedForLinks, 1) == 0 && OwnFolders.Link(Path) is { } link)
            warn?.Invoke(link);
        var names = NamesIn(table, TableEnding);
        var strangers = names.Where(name => !_owner.Value.Owns(name)).Order(StringComparer.Ordinal).ToArray();
        if (strangers.Length > 0 && Interlocked.Exchange(ref _warnedOfStrangers, 1) == 0)
            warn?.Invoke(
                $"{System.IO.Path.Combine(Path, table)} has files that are no run's of this sweep, e.g. {strangers[0]}{TableEnding}; they "
                    + "are left out. Remove them before another program reads the folder.");
        return [.. names.Except(strangers).Order(StringComparer.Ordinal)];
    }

    /// <exception cref="StorageException">It cannot be written.</exception>
    public void WriteModel(string runId, Network network, bool dropout, InputScale scale, ImmutableArray<string> classes) =>
        ModelFile.Write(ModelPath(runId), network, dropout, scale, classes);

    /// <summary>Where the network of a run that failed by a fault of ours is kept, until the run is done again.</summary>
    public string EvidencePath(string runId) => System.IO.Path.Combine(Path, Evidence, runId + ModelFile.Ending);

    /// <returns>The checksums of a run's models by their keys, to be kept with its row.</returns>
    public IEnumerable<(string Key, string Value)> ModelChecksums(string runId) =>
        ModelsOf(runId).Select(file => (ModelFile.KeyOf(file), ModelFile.ChecksumOf(file)));

    internal IEnumerable<string> ModelsOf(string runId) =>
        NetworkFile.In(System.IO.Path.Combine(Path, Models), runId).Prepend(ModelPath(runId)).Where(File.Exists);

    /// <exception cref="UserErrorException">The model is missing, damaged, or cannot be read.</exception>
    public Network ReadModel(string runId, Activation activation) =>
        ModelFile.Read(ModelPath(runId), Read(RunsTable.Definition.Schema, runId), activation);

    /// <summary>
    /// Removes what an earlier try of a run left, so that a failed run keeps nothing but its row; what was never finished stays for
    /// <see cref="RemoveUnfinished"/>. Other runs' files are not touched: another process may be writing them.
    /// </summary>
    /// <exception cref="StorageException">Something is there and cannot be removed.</exception>
    public void Clear(string runId)
    {
        foreach (var folder in OwnFolders.Of(Path))
        {
            foreach (var ending in new[] { TableEnding, ModelFile.Ending })
                WholeFile.Remove(System.IO.Path.Combine(folder, runId + ending));
        }
        foreach (var network in NetworkFile.In(System.IO.Path.Combine(Path, Models), runId))
            WholeFile.Remove(network);
    }

    /// <summary>
    /// Removes what processes that were killed had begun to write of the runs given, which must be in the hands of this process.
    /// </summary>
    /// <exception cref="StorageException">Something is there and cannot be removed.</exception>
    public void RemoveUnfinished(IReadOnlySet<string> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        var unfinished = OwnFolders.Of(Path).SelectMany(folder => Directory.EnumerateFiles(folder, WholeFile.UnfinishedMark + "*"));
        foreach (var file in unfinished.ToArray())
        {
            // RUN.ENDING, or RUN.NUMBER.ENDING of a lease.
            var name = System.IO.Path.GetFileNameWithoutExtension(WholeFile.NameOfUnfinished(file));
            if (name is not null && (runs.Contains(name) || runs.Contains(System.IO.Path.GetFileNameWithoutExtension(name))))
                WholeFile.Remove(file);
        }
    }

    /// <summary>Removes the folders of checkpoints and leases where nothing is in them: a finished sweep has neither.</summary>
    public void RemoveEmptyFolders() =>
        OwnFolders.RemoveEmpty(new[] { CheckpointFolder.Name, Leases }.Select(name => System.IO.Path.Combine(Path, name)));

    /// <summary>Whether a run has come to an end here, done or failed.</summary>
    public bool HasEnded(string runId) => File.Exists(RowPath(runId));

    /// <summary>Ids of all runs that have come to an end here.</summary>
    public IReadOnlySet<string> Ended() => FilesOf(RunsTable.Definition.Schema.Name).ToHashSet(StringComparer.Ordinal);

    /// <summary>
    /// Which of a run's rows this is: another one is written at another moment. The moment is the file system's, to be compared with
    /// nothing else; null without a row.
    /// </summary>
    public long? VersionOf(string runId) => HasEnded(runId) ? File.GetLastWriteTimeUtc(RowPath(runId)).Ticks : null;

    /// <summary>
    /// How a run stands. It is missing, and done again, where its row is missing or damaged or says that it was done on other data than the
    /// sweep's, or another file of it is missing, no regular file, or has another size than when it was written.
    /// </summary>
    public RunState StateOf(string runId) => RunCheck.StateOf(this, runId, readsAll: false);

    /// <summary>As <see cref="StateOf(string)"/>, of a run whose row has been read.</summary>
    public RunState StateOf(Func<StoredRun> row) => RunCheck.StateOf(this, row, readsAll: false);

    /// <summary>As <see cref="StateOf(string)"/>, with every file of the run read and held against its checksum.</summary>
    public RunState VerifiedStateOf(string runId) => RunCheck.StateOf(this, runId, readsAll: true);

    private static bool IsRow(string file) => System.IO.Path.GetDirectoryName(file) == RunsTable.Definition.Schema.Name;

    /// <summary>The files of a run that is done, beside its row, relative to the folder.</summary>
    internal static IEnumerable<string> FilesOf(StoredRun run) => run.Tables
        .Select(table => System.IO.Path.Combine(table, run.RunId + TableEnding))
        .Concat(run.IsTrained ? [System.IO.Path.Combine(Models, run.RunId + ModelFile.Ending)] : []);

    public string SubmitPath => System.IO.Path.Combine(Path, Submitted);

    /// <summary>Where processes say which stack is in whose hands.</summary>
    public string LeasesPath => System.IO.Path.Combine(Path, Leases);

    /// <summary>The stacks that some process holds; a file beside their leases that is none is told.</summary>
    public IReadOnlyDictionary<string, Lease> LeasedStacks()
    {
        if (LeaseBoard.Strangers(LeasesPath) is [var stranger, ..] && Interlocked.Exchange(ref _warnedOfLeases, 1) == 0)
            warn?.Invoke(
                $"{LeasesPath} has files that are no leases, e.g. {stranger}: a lease is a regular file, named after its stack, a number "
                    + "from 1 and .claim, of at most a day. They are left out; remove them.");
        return LeaseBoard.Leases(LeasesPath);
    }

    internal string RowPath(string runId) => TablePath(RunsTable.Definition.Schema.Name, runId);

    private HashSet<string> NamesIn(string folder, string ending) =>
        [.. RegularFile.In(System.IO.Path.Combine(Path, folder), ending).Select(file => System.IO.Path.GetFileNameWithoutExtension(file))];

    private string TablePath(string table, string runId) => System.IO.Path.Combine(Path, table, runId + TableEnding);

    /// <summary>Names of the tables that there are, in the order of the alphabet.</summary>
    public IReadOnlyList<string> Tables() =>
        [.. OwnFolders.Of(Path).Where(folder => RegularFile.In(folder, TableEnding).Any())
            .Select(folder => System.IO.Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    /// <summary>All files of a run that count, relative to the folder.</summary>
    public IEnumerable<string> FilesOfRun(string runId) => OwnFolders.Of(Path)
        .SelectMany(folder => new[] { TableEnding, ModelFile.Ending }.Select(ending => System.IO.Path.Combine(folder, runId + ending)))
        .Concat(NetworkFile.In(System.IO.Path.Combine(Path, Models), runId))
        .Where(file => RegularFile.Fault(file) is null)
        .Select(file => System.IO.Path.GetRelativePath(Path, file));

    /// <summary>Names of the tables beside <c>runs</c> that have a file of a run that counts.</summary>
    internal IEnumerable<string> TablesOfRun(string runId) => FilesOfRun(runId)
        .Where(file => file.EndsWith(TableEnding, StringComparison.Ordinal) && !IsRow(file))
        .Select(file => System.IO.Path.GetDirectoryName(file)!);

    /// <summary>Files of tables that are of none of these runs, relative to the folder: those of all seeds of a point together.</summary>
    public IEnumerable<string> FilesBeside(IReadOnlySet<string> runs) =>
        Tables().SelectMany(table =>
            FilesOf(table).Where(name => !runs.Contains(name)).Select(name => System.IO.Path.Combine(table, name + TableEnding)));

    /// <summary>Removes files of all seeds of a point together that are of none of the points given, as those are that a sweep had before
    /// it grew.</summary>
    /// <param name="points">Their ids.</param>
    /// <exception cref="StorageException">One is there and cannot be removed.</exception>
    public void RemoveOverSeedsBut(IReadOnlyCollection<string> points)
    {
        foreach (var table in Tables())
        {
            foreach (var name in FilesOf(table).Where(RunId.IsOfAllSeeds))
            {
                if (!points.Any(point => RunId.AreOfOneSpec(point, name)))
                    WholeFile.Remove(TablePath(table, name));
            }
        }
    }

    /// <summary>Where a run's model is, or would be.</summary>
    /// <param name="epoch">Of its training; null at the end.</param>
    public string ModelPath(string runId, int? epoch = null) =>
        System.IO.Path.Combine(Path, Models, epoch is { } at ? NetworkFile.Of(runId, at) : runId + ModelFile.Ending);
}
