using System.Collections.Immutable;
using Engine;
using Engine.Ablation;
using Harness.Runs.Tables;

namespace Harness.Runs.Storage;

/// <summary>A run's row in <c>runs</c>, read back.</summary>
/// <param name="Spec">The resolved spec, canonical JSON.</param>
/// <param name="Trainer">Null for a network trained elsewhere.</param>
/// <param name="TrainAccuracy">NaN where there is none.</param>
/// <param name="TestAccuracy">NaN where there is none.</param>
/// <param name="Error">Why it failed; null for a run that is done.</param>
public sealed record StoredRun(
    string RunId, string Name, string Spec, string Dataset, string Hidden, string Activation, string? Trainer, double TrainAccuracy,
    double TestAccuracy, string? Error)
{
    /// <summary>The network and its regularizers in words.</summary>
    public required PointLabel Label { get; init; }

    /// <summary>Of the data that it was done on; null where the row has none.</summary>
    public string? DatasetSha256 { get; init; }

    /// <summary>The data's labels by class; empty where class c has the label c.</summary>
    public ImmutableArray<string> ClassNames { get; init; } = [];

    /// <summary>Of layers whose activations were measured, first to last; empty for a network.</summary>
    public IReadOnlyList<string> LayerNames { get; init; } = [];

    /// <summary>Of the training, where its network is one of a series of checkpoints; else null.</summary>
    public long? Step { get; init; }

    /// <summary>Epochs asked for; 0 for a network trained elsewhere.</summary>
    public int Epochs { get; init; }

    /// <summary>The thresholds of its readings.</summary>
    public ReadingSettings Settings => SpecText.Settings(Spec);

    /// <summary>Whether the engine trained its network.</summary>
    public bool IsTrained => Trainer is not null;

    /// <summary>The tables that it has when it is done, beside its row.</summary>
    public IReadOnlyList<string> Tables => RunTables.Of(Spec, IsTrained);

    /// <summary>The table that it was read from.</summary>
    public required StoredTable Row { get; init; }

    /// <summary>The columns that <see cref="Of"/> takes from a row.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        "name", "spec", "dataset", "hidden", "activation", "trainer", "train_accuracy", "test_accuracy", "status", "error", "l2", "dropout",
        "batch_norm", "dropout_layers", "dataset_sha256", "class_names", "layer_names", "step", "epochs",
    ];

    private static readonly HashSet<string> Taken = [.. Columns, "run_id"];

    /// <summary>The part of a row that <see cref="Of"/> takes: a row has five times as many columns, and each takes its time. The file is
    /// held against its checksum all the same.</summary>
    /// <exception cref="UserErrorException">The file is missing or damaged.</exception>
    public static StoredRun Read(ResultFolder folder, string runId)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return Of(runId, folder.Read(RunsTable.Definition.Schema.Name, runId, Taken));
    }

    /// <summary>With every column read and held against the rules of the table.</summary>
    /// <exception cref="UserErrorException">The file is missing or damaged.</exception>
    public static StoredRun ReadWhole(ResultFolder folder, string runId)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return Of(runId, folder.Read(RunsTable.Definition.Schema, runId));
    }

    /// <exception cref="UserErrorException">The table is no run's row.</exception>
    public static StoredRun Of(string runId, StoredTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return new StoredRun(
            runId,
            Text(table, "name"),
            Text(table, "spec"),
            Text(table, "dataset"),
            Text(table, "hidden"),
            Text(table, "activation"),
            table.Texts("trainer")[0],
            table.Float64s("train_accuracy")[0],
            table.Float64s("test_accuracy")[0],
            Text(table, "status") == RunsTable.Done ? null : table.Texts("error")[0] ?? "unknown")
        {
            Label = new PointLabel(
                Text(table, "hidden"), Text(table, "activation"), table.Float64s("l2")[0], table.Float64s("dropout")[0],
                table.Booleans("batch_norm")[0])
            {
                DropoutLayers = table.TextsIfAny("dropout_layers")[0],
            },
            DatasetSha256 = table.TextsIfAny("dataset_sha256")[0],
            ClassNames = Runs.Tables.ClassNames.Read(table.TextsIfAny("class_names")[0]),
            LayerNames = Harness.Runs.Tables.LayerNames.Read(table.TextsIfAny("layer_names")[0]),
            Step = table.FirstInt64IfAny("step"),
            Epochs = table.Int32s("epochs")[0],
            Row = table,
        };
    }

    private static string Text(StoredTable table, string column) =>
        table.Texts(column)[0] ?? throw table.Damaged($"column {column} is null");
}
