using System.Collections.Immutable;
using Harness.Runs.Storage;
using Harness.Runs.Tables;

namespace Harness.Report.Sweeps;

/// <summary>The runs of a folder, done, failed and missing, and the points that they belong to.</summary>
/// <param name="Name">The sweep's name; the folder's name where no file has it.</param>
/// <param name="Manifest">Null where there is none that can be read.</param>
/// <param name="Runs">Runs whose row says that they are done, in the order of the plan; what there is of them is shown.</param>
/// <param name="Failed">Runs that failed.</param>
/// <param name="Missing">Ids that are planned and have not come to an end, or whose files are not whole.</param>
internal sealed record ReportSweep(
    string Name, Manifest? Manifest,
    ImmutableArray<ReportRun> Runs, ImmutableArray<ReportRun> Failed, ImmutableArray<string> Missing, ImmutableArray<SweepPoint> Points)
{
    /// <summary>Ids of the runs that are done.</summary>
    public IReadOnlyList<string> RunIds => [.. Runs.Select(run => run.RunId)];

    /// <summary>Runs that are done as <c>engine status</c> counts them: all of their files are whole.</summary>
    public required int Done { get; init; }

    public static ReportSweep Read(SweepSource source)
    {
        var table = RunsTable.Definition.Schema.Name;
        var manifest = source.Folder.HasManifest
            ? source.Try(Manifest.FileName, Manifest.FileName, () => Manifest.Read(source.Folder.ManifestPath))
            : null;
        var files = source.FilesOf(table);
        var planned = manifest?.Runs ?? [];
        string[] ended = [.. planned.Intersect(files), .. files.Except(planned)];
        var rows = source.OfRuns<ReportRun>(
            ended, table, (row, place) => [ReportRun.Of(row, source.StateOf(ended[place], row))], ReportRun.Columns);
        ImmutableArray<ReportRun> runs = [.. rows.Where(run => run.Error is null)];
        var whole = rows.Where(run => run.State.Status != RunStatus.Missing).Select(run => run.RunId).ToHashSet(StringComparer.Ordinal);
        return new ReportSweep(
            manifest?.Name ?? rows.FirstOrDefault()?.Name ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(source.Folder.Path)),
            manifest,
            runs,
            [.. rows.Where(run => run.Error is not null)],
            [.. (planned.IsEmpty ? files : planned).Except(whole)],
            PointGrouping.Of(runs, manifest is null ? null : SpecCells.SweptBy(manifest.Spec)))
        {
            Done = runs.Count(run => whole.Contains(run.RunId)),
        };
    }
}

/// <summary>One point of a sweep: the runs that differ in nothing but the seed.</summary>
/// <param name="Label">One phrase that differs from point to point.</param>
/// <param name="Telling">The parts of the label that differ between points; empty where there is one point.</param>
/// <param name="Architecture">E.g. <c>100-100 relu</c>.</param>
/// <param name="Regularizer">E.g. <c>L2 1e-3</c>, or <c>L2 0</c> without one.</param>
/// <param name="Runs">Indices into the sweep's runs, by seed.</param>
internal sealed record SweepPoint(
    string Label, string Telling, string Dataset, string Architecture, string Regularizer, ImmutableArray<int> Runs)
{
    /// <summary>Of a series of checkpoints: the step of the training; else null.</summary>
    public long? Step { get; init; }
}

/// <summary>A run's row, as far as the report shows it; accuracies are shares of 1, NaN where there is none.</summary>
/// <param name="Spec">The resolved spec, JSON.</param>
/// <param name="Label">The network and its regularizers in words.</param>
/// <param name="Error">Why it failed; null for a run that is done.</param>
internal sealed record ReportRun(
    string RunId,
    string Name,
    string Spec,
    string Dataset,
    PointLabel Label,
    double Seed,
    double TrainAccuracy,
    double ValidationAccuracy,
    double TestAccuracy,
    string? Error)
{
    /// <summary>The trainer, device and data of the run, for the table of versions.</summary>
    public required RunOrigin Origin { get; init; }

    /// <summary>How it stands in its folder: missing where a file of it is not whole.</summary>
    public required RunState State { get; init; }

    /// <summary>Of the training, where the network is one of a series of checkpoints; else null.</summary>
    public long? Step { get; init; }

    /// <summary>Of layers whose activations were measured, first to last; empty for a network.</summary>
    public IReadOnlyList<string> Layers { get; init; } = [];

    /// <summary>Of the data set's classes, by label; empty where they have none.</summary>
    public ImmutableArray<string> ClassNames { get; init; } = [];

    /// <summary>The spec's values, which are read when they are first asked for.</summary>
    public SpecValues Values => field ??= new SpecValues(Spec);

    /// <summary>Number of hidden layers.</summary>
    public int Depth => Label.Hidden.Length == 0 ? 0 : Label.Hidden.Split('-').Length;

    /// <summary>The tables that it should have beside its row.</summary>
    public IReadOnlyList<string> Tables => RunTables.Of(Spec, isTrained: Origin.Trainer.Length > 0);

    /// <summary>The columns that are read of a row: <c>runs</c> has one for each key of the spec.</summary>
    public static IReadOnlySet<string> Columns { get; } = new HashSet<string>(
        [.. StoredRun.Columns, "run_id", "seed", "validation_accuracy", "device", "instruction_set", "engine_version", "git_commit"],
        StringComparer.Ordinal);

    public static ReportRun Of(SweepTable table, RunState state)
    {
        string Text(string column) => table.Texts(column)[0] ?? "";
        double Number(string column) => table.Numbers(column)[0];
        return new ReportRun(
            Text("run_id") is { Length: > 0 } id ? id : throw table.Damaged("run_id is null"),
            Text("name"),
            Text("spec"),
            Text("dataset"),
            new PointLabel(Text("hidden"), Text("activation"), Number("l2"), Number("dropout"), Number("batch_norm") == 1)
            {
                DropoutLayers = table.Texts("dropout_layers")[0],
            },
            Number("seed"),
            Number("train_accuracy"),
            Number("validation_accuracy"),
            Number("test_accuracy"),
            Text("status") == RunsTable.Failed ? table.Texts("error")[0] ?? "unknown" : null)
        {
            State = state,
            Step = table.Stored.FirstInt64IfAny("step"),
            Layers = LayerNames.Read(table.Texts("layer_names")[0]),
            ClassNames = Harness.Runs.Tables.ClassNames.Read(table.Texts("class_names")[0]),
            Origin = new RunOrigin(
                Text("trainer"), Text("device"), Text("instruction_set"), Text("engine_version"), Text("git_commit"), Text("dataset"),
                Text("dataset_sha256")),
        };
    }
}

/// <summary>The trainer, device and data of a run; a text is empty where it is not known.</summary>
internal sealed record RunOrigin(
    string Trainer, string Device, string InstructionSet, string EngineVersion, string GitCommit, string Dataset, string DatasetSha256);
