using Engine.Analysis;
using Engine.Data;
using Engine.Pairs;
using Col = Harness.Runs.Tables.Columns<Harness.Runs.Tables.PairRow>;

namespace Harness.Runs.Tables;

/// <summary>The table <c>pairs</c>: what two neurons say about each other and, together, about the class.</summary>
public static class PairsTable
{
    public static TableDefinition<PairRow> Definition { get; } = new(
        "pairs",
        Col.Text("run_id", "the run", row => row.RunId),
        Col.Int32("layer_i", "hidden layer of the first neuron, from 1", row => row.Pair.First.Layer, least: 1),
        Col.Int32("neuron_i", "its place in its layer, from 0", row => row.Pair.First.Neuron, least: 0),
        Col.Int32("layer_j", "hidden layer of the second neuron", row => row.Pair.Second.Layer, least: 1),
        Col.Int32("neuron_j", "its place in its layer", row => row.Pair.Second.Neuron, least: 0),
        Col.Text("split", "samples that are counted", row => row.Findings.Split.NameOf()),
        Col.Text("quantizer", "of both neurons' outputs", row => row.Findings.Quantizer.Name),
        Col.Float64("i_pair", "plug-in I(Ti;Tj), bits", row => row.Information.Pair),
        Col.Float64("i_pair_mm", "the same with Miller and Madow's correction; may be negative", row => row.Information.PairCorrected),
        Col.Float64("i_joint", "plug-in I(Ti,Tj;Y), bits", row => row.Information.Joint),
        Col.Float64("i_joint_mm", "the same with Miller and Madow's correction; may be negative", row => row.Information.JointCorrected),
        Col.Float64(
            "interaction", "I(Ti,Tj;Y) - I(Ti;Y) - I(Tj;Y), bits: above 0 the pair says more than its parts, below 0 they say the same",
            row => row.Information.Interaction),
        Col.Float64("redundancy", "bits about the class that both have, I_min of Williams and Beer", row => row.Information.Redundancy),
        Col.Float64("unique_i", "bits that the first alone has, by I_min", row => row.Information.UniqueFirst),
        Col.Float64("unique_j", "bits that the second alone has, by I_min", row => row.Information.UniqueSecond),
        Col.Float64("synergy", "bits that only both together have, by I_min", row => row.Information.Synergy),
        Col.Float64(
            "redundancy_mmi", "the same by minimal mutual information, min of I(Ti;Y) and I(Tj;Y)",
            row => row.Information.MinimalRedundancy),
        Col.Float64("synergy_mmi", "synergy by minimal mutual information, bits", row => row.Information.MinimalSynergy),
        Col.Float64(
            "p_value", "chance of at least this I(Ti;Tj) at independence, chi-squared approximation", row => row.Information.PValue),
        Col.Float64("q_value", "Benjamini-Hochberg over all pairs that were measured", row => row.Pair.QValue));
}

/// <summary>A pair of one run.</summary>
/// <param name="Findings">That it is of.</param>
public sealed record PairRow(string RunId, PairFindings Findings, NeuronPair Pair)
{
    public PairInformation Information => Pair.Information;
}
