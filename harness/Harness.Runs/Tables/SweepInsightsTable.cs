using Engine.Measures;
using Harness.Specs;
using Col = Harness.Runs.Tables.Columns<Harness.Runs.Tables.SweepInsightRow>;

namespace Harness.Runs.Tables;

/// <summary>
/// The table <c>sweep_insights</c>: the readings of the runs that differ in their seed alone, one reading a row, one file for each point of
/// the sweep.
/// </summary>
public static class SweepInsightsTable
{
    /// <summary>Names the method of the intervals; tables of versions without it have bootstrap intervals.</summary>
    public const string MethodColumn = "ci_method";

    public static TableDefinition<SweepInsightRow> Definition { get; } = new("sweep_insights", [
        Col.Text("run_id", "an id of all seeds together", row => row.PointId),
        Col.Text("scope", "layer-1, layer-2, … or network", row => row.Key.Scope),
        Col.TextOrNull("order", "the measure or the scores that rank; null where the reading is of no ranking", row => row.Key.Order),
        Col.TextOrNull("quantizer", "of the measure; null where none is used", row => row.Key.Quantizer),
        Col.TextOrNull(
            "measure_split", "samples that the measure, or who is inactive, was found on; null where nothing was measured",
            row => row.Key.MeasureSplit),
        Col.Text("replace", "what takes the place of a removed neuron's output", row => row.Key.Replace),
        Col.Text("split", "samples that are classified", row => row.Key.Split),
        Col.Text("name", "of the reading", row => row.Key.Name),
        Col.TextOrNull("direction", "of the curve that was read; null where both or none were", row => row.Key.Direction),
        Col.Float64OrNull("mean", "over the seeds that have a value; null where none has", row => row.Mean),
        Col.Float64OrNull("ci_low", "where the 95% interval of the mean begins; null for a single seed", row => row.Interval?.Low),
        Col.Float64OrNull("ci_high", "where it ends", row => row.Interval?.High),
        Col.TextOrNull(
            MethodColumn, "of the interval: student-t, cut off where the reading's range ends; null without one",
            row => row.Interval is null ? null : MeanInterval.Method),
        Col.Int32("seeds", "runs that have a value", row => row.Seeds, least: 0),
        Col.Text("detail", "runs left out, and why", row => row.Detail),
        Col.Text("dataset", "the data set's name or folder", row => row.Point.Dataset.Text),
        Col.Text("hidden", "widths of the hidden layers, e.g. 100-100", row => string.Join('-', row.Point.Network.Hidden)),
        Col.Text("activation", "activation of the hidden layers", row => SpecChoices.Activation.NameOf(row.Point.Network.Activation)),
        Col.Float64("l2", "lambda in gradient += lambda * theta", row => row.Point.Training.L2),
        Col.Float64OrNull(
            "dropout", "probability of dropping a hidden unit in training; null where layers differ",
            row => row.Point.Training.Dropout.Common),
        Col.TextOrNull(
            "dropout_layers", "of each hidden layer where they differ, e.g. 0.2-0.5",
            row => PointLabel.DropoutOf(row.Point.Training.Dropout)),
        Col.Boolean("batch_norm", "batch normalization before each activation", row => row.Point.BatchNorm),
        Col.Int32("epochs", "of training", row => row.Point.Training.Epochs, least: 0),
        Col.Text("spec", "the resolved spec without the seed, JSON", row => row.Spec),
        .. SpecColumns.Of<SweepInsightRow>(row => row.Spec),
    ]);
}

/// <summary>One reading over the seeds of a point of a sweep.</summary>
/// <param name="PointId">Stands for a run's id.</param>
/// <param name="Point">One of the point's specs.</param>
/// <param name="Spec">The resolved spec, JSON, without the seed.</param>
/// <param name="Mean">NaN where no seed has a value.</param>
/// <param name="Interval">Of the mean; null where there is none.</param>
/// <param name="Seeds">Number of seeds that have a value.</param>
public sealed record SweepInsightRow(
    string PointId, RunSpec Point, string Spec, InsightKey Key, double Mean, ConfidenceInterval? Interval, int Seeds, string Detail);
