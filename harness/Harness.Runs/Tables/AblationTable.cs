using Engine.Ablation;
using Engine.Analysis;
using Engine.Data;
using Col = Harness.Runs.Tables.Columns<Harness.Runs.Tables.AblationRow>;

namespace Harness.Runs.Tables;

/// <summary>The table <c>ablation</c>: every step of every curve.</summary>
public static class AblationTable
{
    /// <summary>Stands for layer and neuron at step 0, where nothing was removed.</summary>
    private const int Nobody = -1;

    /// <summary>
    /// Key of the file's metadata: samples of the largest class in the split that was ablated on, the c of accuracy bands times the total.
    /// </summary>
    public const string LargestClassKey = "largest_class";

    public static TableDefinition<AblationRow> Definition { get; } = new(
        "ablation",
        Col.Text("run_id", "the run", row => row.RunId),
        Col.Text("scope", "layer-1, layer-2, … or network", row => row.Curve.Scope.Name),
        Col.Text("order", "the measure or the scores that rank, or random", row => row.Curve.Order),
        Col.TextOrNull("quantizer", "of the measure; null where none is used", row => row.Ranked.Quantizer?.Name),
        Col.TextOrNull(
            "measure_split",
            "samples that the measure was estimated on; for scores of your own those that tell inactive neurons, which come first where "
            + "scores are equal; null for random orders",
            row => row.Ranked.MeasureSplit?.NameOf()),
        Col.Text("direction", "ascending, descending or random", row => row.Curve.Direction.NameOf()),
        Col.Int32("repetition", "number of the random order; 0 otherwise", row => row.Curve.Repetition, least: 0),
        Col.Text("replace", "what takes the place of a removed neuron's output", row => row.Replace.ToString().ToLowerInvariant()),
        Col.Text("split", "samples that are classified", row => row.Split.NameOf()),
        Col.Int32("step", "neurons removed so far; 0 is the intact network", row => row.Step, least: 0),
        Col.Int32("layer", "of the neuron removed at this step; -1 at step 0", row => row.Removed?.Layer ?? Nobody, least: Nobody),
        Col.Int32("neuron", "removed at this step; -1 at step 0", row => row.Removed?.Neuron ?? Nobody, least: Nobody),
        Col.Int32("correct", "samples classified rightly", row => row.Curve.Correct[row.Step], least: 0),
        Col.Int32("total", "samples", row => row.Curve.Total, least: 0),
        Col.Float64("accuracy", "correct / total", row => row.Curve.Accuracy(row.Step)),
        Col.Float64("loss", "mean cross-entropy, nats", row => row.Curve.Loss[row.Step]),
        Col.Int32("near_ties", "samples whose two highest logits are closer than 1e-4", row => row.Curve.NearTies[row.Step], least: 0),
        Col.OfEpoch(row => row.Epoch));
}

/// <summary>One step of one curve.</summary>
/// <param name="Split">Samples on which right answers were counted.</param>
/// <param name="Epoch">Of its training; null at the end.</param>
public sealed record AblationRow(string RunId, RankedCurve Ranked, Replacement Replace, Split Split, int Step, int? Epoch = null)
{
    public AblationCurve Curve => Ranked.Curve;

    /// <summary>The neuron that this step removed; null at the intact network.</summary>
    public NeuronId? Removed => Step == 0 ? null : Curve.Removed[Step - 1];
}
