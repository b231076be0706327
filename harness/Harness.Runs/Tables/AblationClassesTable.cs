using Engine.Ablation;
using Engine.Analysis;
using Engine.Data;
using Col = Harness.Runs.Tables.Columns<Harness.Runs.Tables.AblationClassRow>;

namespace Harness.Runs.Tables;

/// <summary>The table <c>ablation_classes</c>: every step of every curve, class by class; a class without samples has no rows.</summary>
public static class AblationClassesTable
{
    /// <summary>Stands for layer and neuron at step 0, where nothing was removed.</summary>
    private const int Nobody = -1;

    public static TableDefinition<AblationClassRow> Definition { get; } = new(
        "ablation_classes",
        Col.Text("run_id", "the run", row => row.RunId),
        Col.Text("scope", "layer-1, layer-2, … or network", row => row.Curve.Scope.Name),
        Col.Text("order", "the measure or the scores that rank, or random", row => row.Curve.Order),
        Col.TextOrNull("quantizer", "of the measure; null where none is used", row => row.Class.Whole.Quantizer?.Name),
        Col.TextOrNull(
            "measure_split", "samples that the measure was estimated on; null for random orders",
            row => row.Class.Whole.MeasureSplit?.NameOf()),
        Col.Text("direction", "ascending, descending or random", row => row.Curve.Direction.NameOf()),
        Col.Int32("repetition", "number of the random order; 0 otherwise", row => row.Curve.Repetition, least: 0),
        Col.Text("replace", "what takes the place of a removed neuron's output", row => row.Replace.ToString().ToLowerInvariant()),
        Col.Text("split", "samples that are classified", row => row.Split.NameOf()),
        Col.Int32("step", "neurons removed so far; 0 is the intact network", row => row.Step, least: 0),
        Col.Int32("layer", "of the neuron removed at this step; -1 at step 0", row => row.Removed?.Layer ?? Nobody, least: Nobody),
        Col.Int32("neuron", "removed at this step; -1 at step 0", row => row.Removed?.Neuron ?? Nobody, least: Nobody),
        Col.Int32("class", "label of the samples", row => row.Class.Class, least: 0),
        Col.Int32("correct", "samples of the class classified rightly", row => row.Curve.Correct[row.Step], least: 0),
        Col.Int32("total", "samples of the class", row => row.Curve.Total, least: 0),
        Col.Float64("accuracy", "correct / total", row => row.Curve.Accuracy(row.Step)),
        Col.Float64("loss", "mean cross-entropy over the class, nats", row => row.Curve.Loss[row.Step]));
}

/// <summary>One step of one curve on the samples of one class.</summary>
/// <param name="Split">Samples on which right answers were counted.</param>
public sealed record AblationClassRow(string RunId, ClassCurve Class, Replacement Replace, Split Split, int Step)
{
    public AblationCurve Curve => Class.Curve;

    /// <summary>The neuron that this step removed; null at the intact network.</summary>
    public NeuronId? Removed => Step == 0 ? null : Curve.Removed[Step - 1];
}
