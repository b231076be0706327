using Engine.Analysis;
using Engine.Data;
using Col = Harness.Runs.Tables.Columns<Harness.Runs.Tables.BinSensitivityRow>;

namespace Harness.Runs.Tables;

/// <summary>
/// The table <c>bin_sensitivity</c>: how much of what a neuron says depends on the number of bins, all merged from one fine histogram.
/// Information in bits.
/// </summary>
public static class BinSensitivityTable
{
    public static TableDefinition<BinSensitivityRow> Definition { get; } = new(
        "bin_sensitivity",
        Col.Text("run_id", "the run", row => row.RunId),
        Col.Int32("layer", "hidden layer, from 1", row => row.Neuron.Id.Layer),
        Col.Int32("neuron", "place in its layer, from 0", row => row.Neuron.Id.Neuron),
        Col.Text("split", "samples that are counted", row => row.Neuron.Split.NameOf()),
        Col.Text("finest", "the quantizer whose histogram was counted", row => row.Neuron.Finest.Name),
        Col.Text("quantizer", "the one that its bins were merged to", row => row.Neuron.Quantizer.Rule.Name),
        Col.Int32("bins", "effective number of bins", row => row.Neuron.Quantizer.Bins),
        Col.Float64("entropy", "H(T), bits", row => row.Neuron.Measures.Entropy),
        Col.Float64("mutual_information", "plug-in I(T;Y), bits", row => row.Neuron.Measures.MutualInformation),
        Col.Float64(
            "mutual_information_mm", "I(T;Y) with Miller and Madow's correction, bits; may be negative",
            row => row.Neuron.Measures.MillerMadow),
        Col.Float64(
            "p_chi2", "chance of at least this I at independence, chi-squared approximation", row => row.Neuron.Measures.ChiSquaredP),
        Col.Float64("kl_selectivity", "max over classes of D(P(T|Y) || P(T)), bits", row => row.Neuron.Measures.KlSelectivity.Value));
}

/// <summary>One neuron of one run under one number of bins.</summary>
public sealed record BinSensitivityRow(string RunId, BinnedNeuron Neuron);
