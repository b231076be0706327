using Engine;
using Engine.Networks;
using Engine.Networks.Sequential;
using Engine.Safetensors;
using Engine.Tables;
using Harness.Runs.Tables;

namespace Harness.Runs.Storage;

/// <summary>The output of a sweep: one folder for each table, one file for each run, models beside them.</summary>
public sealed class ResultFolder(string path, ITableFormat format)
{
    private const string TableEnding = ".parquet";
    private const string ModelEnding = ".safetensors";
    private const string Models = "models";

    /// <summary>The report's file, which is no part of the results: it can be made again from them.</summary>
    public const string ReportName = "report.html";

    public string Path { get; } = path;

    /// <summary>The name of what writes the tables.</summary>
    public string Writer => format.Name;

    public string ManifestPath => System.IO.Path.Combine(Path, Manifest.FileName);

    public string ReportPath => System.IO.Path.Combine(Path, ReportName);

    public bool HasManifest => File.Exists(ManifestPath);

    /// <param name="metadata">Beside the versions, which every file carries.</param>
    /// <exception cref="StorageException">It cannot be written.</exception>
    public void Write<TRow>(TableDefinition<TRow> definition, string runId, IReadOnlyList<TRow> rows, params IEnumerable<(string Key, string Value)> metadata)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var table = definition.Build(rows);
        var all = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["schema_version"] = TableSchema.Version.ToString(),
            ["engine_version"] = EngineVersion.Number,
        };
        foreach (var (key, value) in metadata)
            all.Add(key, value);
        WholeFile.Write(TablePath(definition.Schema.Name, runId), stream => format.Write(stream, table, all));
    }

    /// <exception cref="UserErrorException">The file is missing, cannot be read, or is damaged.</exception>
    public StoredTable Read(TableSchema schema, string runId)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return Read(schema.Name, runId);
    }

    /// <exception cref="UserErrorException">The file is missing, cannot be read, or is damaged.</exception>
    public StoredTable Read(string table, string runId)
    {
        var file = TablePath(table, runId);
        try
        {
            using var stream = File.OpenRead(file);
            return new StoredTable(file, format.Read(stream, file));
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{file} cannot be read: {cause.Message}", cause);
        }
    }

    /// <summary>Whether a table has a file of this name.</summary>
    public bool HasFile(string table, string runId) => File.Exists(TablePath(table, runId));

    /// <summary>Names of a table's files, without their ending, in order; none where there is no such table.</summary>
    public IReadOnlyList<string> FilesOf(string table)
    {
        var path = System.IO.Path.Combine(Path, table);
        if (!Directory.Exists(path))
            return [];
        return [.. Directory.EnumerateFiles(path, "*" + TableEnding).Select(file => System.IO.Path.GetFileNameWithoutExtension(file))
            .Where(name => !name.StartsWith(WholeFile.UnfinishedMark, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }

    /// <exception cref="StorageException">It cannot be written.</exception>
    public void WriteModel(string runId, Network network, bool dropout) =>
        WholeFile.Write(ModelPath(runId), stream => SafetensorsFile.Write(stream, SequentialWriter.ToTensors(network, dropout)));

    /// <summary>Removes what an earlier try of a run left, whole or not, so that a failed run keeps nothing but its row. Other runs' files
    /// are not touched: another process may be writing them.</summary>
    /// <exception cref="StorageException">Something is there and cannot be removed.</exception>
    public void Clear(string runId)
    {
        if (!Directory.Exists(Path))
            return;
        foreach (var folder in Directory.GetDirectories(Path))
        {
            foreach (var ending in new[] { TableEnding, ModelEnding })
            {
                var file = System.IO.Path.Combine(folder, runId + ending);
                WholeFile.Remove(file);
                WholeFile.RemoveUnfinished(file);
            }
        }
    }

    /// <summary>Whether a run has come to an end here, done or failed.</summary>
    public bool HasEnded(string runId) => File.Exists(TablePath(RunsTable.Definition.Schema.Name, runId));

    /// <summary>How a run stands; a missing or damaged file makes it missing, so that it is done again.</summary>
    public RunState StateOf(string runId)
    {
        if (!HasEnded(runId))
            return RunState.Missing;
        try
        {
            var row = StoredRun.Read(this, runId);
            if (row.Error is { } error)
                return new RunState(RunStatus.Failed, error);
            var lost = FilesOf(row).FirstOrDefault(file => !File.Exists(file));
            return lost is null ? RunState.Done : new RunState(RunStatus.Missing, $"{lost} is missing");
        }
        catch (UserErrorException cause)
        {
            return new RunState(RunStatus.Missing, cause.Message);
        }
    }

    /// <summary>What a run that is done has beside its row; one of <c>analyze</c> was trained elsewhere.</summary>
    private IEnumerable<string> FilesOf(StoredRun run)
    {
        string[] tables = [NeuronsTable.Definition.Schema.Name, HistogramsTable.Definition.Schema.Name, AblationTable.Definition.Schema.Name, InsightsTable.Definition.Schema.Name];
        var analysis = tables.Select(table => TablePath(table, run.RunId));
        var extra = ExtraTables.Of(run.Spec).Select(table => TablePath(table, run.RunId));
        return run.Trainer is null ? [.. analysis, .. extra] : [ModelPath(run.RunId), TablePath(EpochsTable.Definition.Schema.Name, run.RunId), .. analysis, .. extra];
    }

    private string TablePath(string table, string runId) => System.IO.Path.Combine(Path, table, runId + TableEnding);

    /// <summary>Where a run's model is, or would be.</summary>
    public string ModelPath(string runId) => System.IO.Path.Combine(Path, Models, runId + ModelEnding);
}
