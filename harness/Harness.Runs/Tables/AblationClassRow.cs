using Engine.Ablation;
using Engine.Analysis;
using Engine.Data;

namespace Harness.Runs.Tables;

/// <summary>One step of one curve on the samples of one class.</summary>
/// <param name="Split">Samples on which right answers were counted.</param>
public sealed record AblationClassRow(string RunId, ClassCurve Class, Replacement Replace, Split Split, int Step)
{
    public AblationCurve Curve => Class.Curve;

    /// <summary>The neuron that this step removed; null at the intact network.</summary>
    public NeuronId? Removed => Step == 0 ? null : Curve.Removed[Step - 1];
}
