using Engine.Training;
using Col = Harness.Runs.Tables.Columns<Harness.Runs.Tables.EpochRow>;

namespace Harness.Runs.Tables;

/// <summary>The table <c>epochs</c>: how training went.</summary>
public static class EpochsTable
{
    public static TableDefinition<EpochRow> Definition { get; } = new(
        "epochs",
        Col.Text("run_id", "the run", row => row.RunId),
        Col.Int32("epoch", "from 1", row => row.Epoch.Epoch, least: 1),
        Col.Float64("train_loss", "mean cross-entropy over the epoch's own steps, nats", row => row.Epoch.Train.Loss),
        Col.Float64("train_accuracy", "over the epoch's own steps, share of 1", row => row.Epoch.Train.Accuracy),
        Col.Float64OrNull("validation_loss", "after the epoch, nats", row => row.Epoch.Validation.Loss),
        Col.Float64OrNull("validation_accuracy", "after the epoch", row => row.Epoch.Validation.Accuracy),
        Col.Float64OrNull("test_loss", "after the epoch, nats", row => row.Epoch.Test.Loss),
        Col.Float64OrNull("test_accuracy", "after the epoch", row => row.Epoch.Test.Accuracy),
        Col.Float64("seconds", "wall time of the epoch with its evaluations", row => row.Epoch.Seconds));
}

/// <summary>One epoch of one run.</summary>
public sealed record EpochRow(string RunId, EpochRecord Epoch);
