using System.Collections.Immutable;
using Engine.Data;
using Engine.Training;
using Harness.Specs;
using Col = Harness.Runs.Tables.Columns<Harness.Runs.Tables.RunRow>;

namespace Harness.Runs.Tables;

/// <summary>The table <c>runs</c>: one row for each run, done or failed.</summary>
public static class RunsTable
{
    public const string Done = "done";
    public const string Failed = "failed";

    public static TableDefinition<RunRow> Definition { get; } = new("runs", [
        Col.Text("run_id", "readable slug and hash of the resolved spec", row => row.RunId),
        Col.Text("name", "the spec's name", row => row.Name),
        Col.Text("spec", "the resolved spec, JSON", row => row.Spec),
        Col.Text("dataset", "the data set's name or folder", row => row.Dataset),
        Col.TextOrNull(
            "dataset_sha256", "SHA-256 over the decompressed content of its files; of arrays and tables, over features and labels",
            row => row.DatasetSha256),
        Col.Text("hidden", "widths of the hidden layers, e.g. 100-100", row => row.Hidden),
        Col.Text("activation", "activation of the hidden layers; where they differ each one, first to last", row => row.Activation),
        Col.TextOrNull("optimizer", "adam or sgd", row => row.Trained?.Training.Optimizer.ToString().ToLowerInvariant()),
        Col.Float64OrNull("learning_rate", "the optimizer's", row => row.Trained?.Training.LearningRate),
        Col.TextOrNull(
            "schedule", "how the learning rate goes on after its warm-up: constant, step, cosine",
            row => row.Trained is { } trained ? SpecChoices.Schedule.NameOf(trained.Training.Schedule.Kind) : null),
        Col.Int32OrNull("warmup", "epochs in which the learning rate rises", row => row.Trained?.Training.Schedule.Warmup),
        Col.Int32OrNull("batch_size", "samples of a training step", row => row.Trained?.Training.BatchSize),
        Col.Int32OrNull("epochs", "epochs asked for", row => row.Trained?.Training.Epochs),
        Col.Int32OrNull("best_epoch", "of which the network was kept: lowest validation loss; null without patience", row => row.BestEpoch),
        Col.Int32OrNull("last_epoch", "up to which it was trained; null without patience", row => row.LastEpoch),
        Col.Float64OrNull("l2", "lambda in gradient += lambda * theta", row => row.Trained?.Training.L2),
        Col.TextOrNull(
            "l2_on", "parameters that l2 is on: all or weights",
            row => row.Trained is { } trained ? SpecChoices.L2Target.NameOf(trained.Training.L2On) : null),
        Col.Float64OrNull(
            "dropout", "probability of dropping a hidden unit in training; null where layers differ",
            row => row.Trained?.Training.Dropout.Common),
        Col.TextOrNull(
            "dropout_layers", "of each hidden layer where they differ, e.g. 0.2-0.5",
            row => PointLabel.DropoutOf(row.Trained?.Training.Dropout)),
        Col.Float64OrNull("input_dropout", "probability of dropping an input in training", row => row.Trained?.Training.InputDropout),
        Col.BooleanOrNull("batch_norm", "batch normalization before each activation", row => row.Trained?.BatchNorm),
        Col.TextOrNull(
            "input_fit", "how inputs are scaled: none (by hand or not at all), standardize, per-channel",
            row => row.Scale is { } scale ? StoredScale.NameOf(scale.Fit) : null),
        Col.TextOrNull(
            "input_mean", "subtracted from inputs, a JSON list, one for each channel; null for standardize: the model's file has it",
            row => row.Scale is { Fit: not InputFit.Standardize } scale ? StoredScale.Text(scale.Mean) : null),
        Col.TextOrNull(
            "input_std", "divides inputs, as input_mean; 0 where training samples are constant, which become 0",
            row => row.Scale is { Fit: not InputFit.Standardize } scale ? StoredScale.Text(scale.Std) : null),
        Col.Int32OrNull("input_constant", "features, or channels, that become 0", row => row.Scale?.Constant),
        Col.Int64("seed", "the run's seed", row => row.Seed),
        Col.TextOrNull("trainer", "which trainer trained, e.g. torch-cuda:1; null for a network trained elsewhere", row => row.Trainer),
        Col.Text("device", "which device measured and ablated, e.g. ilgpu-cuda:1", row => row.Device),
        Col.Text("instruction_set", "vector width and devices that the last bits depend on", row => row.InstructionSet),
        Col.Float64OrNull("train_accuracy", "of the final network on the training split, share of 1", row => row.Train.Accuracy),
        Col.Float64OrNull("validation_accuracy", "on the validation split", row => row.Validation.Accuracy),
        Col.Float64OrNull("test_accuracy", "on the test split", row => row.Test.Accuracy),
        Col.Float64OrNull("train_loss", "mean cross-entropy on the training split, nats", row => row.Train.Loss),
        Col.Float64OrNull("test_loss", "mean cross-entropy on the test split, nats", row => row.Test.Loss),
        Col.Text("status", "done or failed", row => row.Error is null ? Done : Failed),
        Col.TextOrNull("error", "why the run failed", row => row.Error),
        Col.Float64("train_seconds", "wall time of training", row => row.TrainSeconds),
        Col.Float64("analysis_seconds", "wall time of measuring and ablating", row => row.AnalysisSeconds),
        Col.Timestamp("started_at", "when the run began, UTC", row => row.StartedAt),
        Col.Text("engine_version", "the version that wrote the row", _ => EngineVersion.Number),
        Col.TextOrNull("git_commit", "the commit that the engine was built from", _ => EngineVersion.Commit),
        Col.TextOrNull(
            "class_names", "the data's labels by class, a JSON list; null where class c has the label c",
            row => ClassNames.Text(row.ClassNames)),
        Col.TextOrNull(
            "layer_names", "names of the layers whose activations were saved, first to last, a JSON list; null for a whole network",
            row => LayerNames.Text(row.LayerNames)),
        Col.Int64OrNull(
            "step", "of a network that is one of a series of checkpoints: the step of its training; else null", row => row.Step),
        // What was fitted has these names; a spec's own numbers are in it.
        .. SpecColumns.Of<RunRow>(row => row.Spec, "input_fit", "input_mean", "input_std"),
    ]);
}

/// <summary>One run in the table of runs. For a network trained elsewhere, the fields about training are null.</summary>
public sealed record RunRow
{
    public required string RunId { get; init; }

    public required string Name { get; init; }

    /// <summary>The resolved spec, canonical JSON.</summary>
    public required string Spec { get; init; }

    public required string Dataset { get; init; }

    public string? DatasetSha256 { get; init; }

    /// <summary>Empty where class c has the label c.</summary>
    public ImmutableArray<string> ClassNames { get; init; } = [];

    public required string Hidden { get; init; }

    public required string Activation { get; init; }

    public RunSpec? Trained { get; init; }

    /// <summary>Of a checkpoint's training; null for a network that is none of a series.</summary>
    public long? Step { get; init; }

    /// <summary>The epoch of the network that early stopping kept.</summary>
    public int? BestEpoch { get; init; }

    /// <summary>The last epoch that was trained under early stopping.</summary>
    public int? LastEpoch { get; init; }

    /// <summary>The scale of the network's inputs.</summary>
    public InputScale? Scale { get; init; }

    /// <summary>Of stored activations; empty for a network, whose layers have numbers alone.</summary>
    public ImmutableArray<string> LayerNames { get; init; } = [];

    public required long Seed { get; init; }

    public string? Trainer { get; init; }

    public required string Device { get; init; }

    public required string InstructionSet { get; init; }

    public Evaluation Train { get; init; } = Evaluation.Empty;

    public Evaluation Validation { get; init; } = Evaluation.Empty;

    public Evaluation Test { get; init; } = Evaluation.Empty;

    /// <summary>Null for a run that is done.</summary>
    public string? Error { get; init; }

    /// <summary>Wall time in seconds; for runs that trained as a stack, each run's share.</summary>
    public double TrainSeconds { get; init; }

    public double AnalysisSeconds { get; init; }

    public required DateTimeOffset StartedAt { get; init; }
}
