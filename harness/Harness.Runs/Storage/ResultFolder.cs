using System.Text;
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
    private const string ManifestName = "manifest.json";

    public string Path { get; } = path;

    /// <summary>The name of what writes the tables.</summary>
    public string Writer => format.Name;

    public string ManifestPath => System.IO.Path.Combine(Path, ManifestName);

    /// <summary>Makes the folder ready for the sweep of <paramref name="manifest"/>.</summary>
    /// <param name="preflight">What must hold before anything is written; it may throw.</param>
    /// <exception cref="UsageException">It holds something and <paramref name="resume"/> is not set, or holds another sweep, or cannot be written.</exception>
    public void Prepare(Manifest manifest, bool resume, Action preflight)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(preflight);
        if (Directory.Exists(Path) && Directory.EnumerateFileSystemEntries(Path).Any())
        {
            if (!resume)
                throw new UsageException($"{Path} is not empty. Add --resume to finish the sweep in it, or choose another --out.");
            Manifest.Read(ManifestPath).RequireSame(manifest);
            preflight();
            RemoveUnfinished();
            return;
        }
        if (File.Exists(Path))
            throw new UsageException($"{Path} is a file; --out needs a folder.");
        preflight();
        WholeFile.Write(ManifestPath, stream => stream.Write(Encoding.UTF8.GetBytes(manifest.ToJson())));
    }

    public void Write<TRow>(TableDefinition<TRow> definition, string runId, IReadOnlyList<TRow> rows)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var table = definition.Build(rows);
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["schema_version"] = TableSchema.Version.ToString(),
            ["engine_version"] = EngineVersion.Number,
        };
        WholeFile.Write(TablePath(definition.Schema.Name, runId), stream => format.Write(stream, table, metadata));
    }

    public void WriteModel(string runId, Network network, bool dropout) => WholeFile.Write(
        System.IO.Path.Combine(Path, "models", runId + ".safetensors"),
        stream => SafetensorsFile.Write(stream, SequentialWriter.ToTensors(network, dropout)));

    /// <summary>Removes what an earlier try of a run left, so that a failed run keeps nothing but its row.</summary>
    public void Clear(string runId)
    {
        if (!Directory.Exists(Path))
            return;
        foreach (var folder in Directory.EnumerateDirectories(Path))
        {
            foreach (var ending in new[] { TableEnding, ".safetensors" })
                File.Delete(System.IO.Path.Combine(folder, runId + ending));
        }
    }

    /// <summary>How a run stands; a damaged file counts as missing, so that it is done again.</summary>
    public RunState StateOf(string runId)
    {
        var path = TablePath(RunsTable.Definition.Schema.Name, runId);
        if (!File.Exists(path))
            return RunState.Missing;
        try
        {
            using var stream = File.OpenRead(path);
            var row = format.Read(stream, path).Table;
            var status = ((string[])row["status"].Values)[0];
            return status == RunsTable.Done ? RunState.Done : new RunState(RunStatus.Failed, ((string[])row["error"].Values)[0]);
        }
        catch (Exception cause) when (cause is UserErrorException or IOException or ArgumentException or IndexOutOfRangeException)
        {
            return new RunState(RunStatus.Missing, cause.Message);
        }
    }

    private string TablePath(string table, string runId) => System.IO.Path.Combine(Path, table, runId + TableEnding);

    private void RemoveUnfinished()
    {
        foreach (var file in Directory.EnumerateFiles(Path, WholeFile.UnfinishedMark + "*", SearchOption.AllDirectories))
            File.Delete(file);
    }
}
