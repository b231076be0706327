using Engine.Data;
using Col = Harness.Runs.Tables.Columns<Harness.Runs.Tables.NeuronRow>;

namespace Harness.Runs.Tables;

/// <summary>The table <c>neurons</c>: what each hidden neuron says about the class. Information in bits, activations in their own unit.</summary>
public static class NeuronsTable
{
    public static TableDefinition<NeuronRow> Definition { get; } = new(
        "neurons",
        Col.Text("run_id", "the run", row => row.RunId),
        Col.Int32("layer", "hidden layer, from 1", row => row.Profile.Id.Layer),
        Col.Int32("neuron", "place in its layer, from 0", row => row.Profile.Id.Neuron),
        Col.Text("split", "samples that everything in the row is estimated on", row => row.Split.NameOf()),
        Col.Text("quantizer", "rule that makes symbols of outputs", row => row.Quantizer.Name),
        Col.Int32("bins", "effective number of bins", row => row.Profile.Histogram.Quantizer.Bins),
        Col.Int32("samples", "number of samples", row => row.Profile.Statistics.Count),
        Col.Float64("entropy", "H(T), bits", row => row.Profile.Measures.Entropy),
        Col.Float64("mutual_information", "plug-in I(T;Y), bits", row => row.Profile.Measures.MutualInformation),
        Col.Float64("mutual_information_mm", "I(T;Y) with Miller and Madow's correction, bits; may be negative", row => row.Profile.Measures.MillerMadow),
        Col.Float64OrNull("null_mean", "mean I(T;Y) over permuted labels, bits", row => row.Profile.Null?.NullMean),
        Col.Float64OrNull("p_value", "(1 + permutations with at least this I) / (1 + permutations)", row => row.Profile.Null?.PValue),
        Col.Float64("p_chi2", "chance of at least this I at independence, chi-squared approximation", row => row.Profile.Measures.ChiSquaredP),
        Col.Float64("q_value", "Benjamini-Hochberg over all neurons of the network, from p_chi2", row => row.Profile.QValue),
        Col.Float64OrNull("ci_low", "where the 95% bootstrap interval of mutual_information begins, bits; null where none was asked for", row => row.Profile.Interval?.Low),
        Col.Float64OrNull("ci_high", "where it ends", row => row.Profile.Interval?.High),
        Col.Float64("kl_selectivity", "max over classes of D(P(T|Y) || P(T)), bits", row => row.Profile.Measures.KlSelectivity.Value),
        Col.Int32OrNull("kl_class", "the class of that maximum", row => Class(row.Profile.Measures.KlSelectivity.Class)),
        Col.Float64OrNull("kl_null_mean", "mean KL selectivity over permuted labels, bits", row => row.Profile.Null?.KlNullMean),
        Col.Float64OrNull("kl_p_value", "as p_value, for KL selectivity", row => row.Profile.Null?.KlPValue),
        Col.Float64OrNull("class_selectivity", "(highest class mean - mean of the others) / their sum; null where outputs may be negative or all samples are of one class", row => row.Profile.ClassSelectivity?.Value),
        Col.Int32OrNull("selective_class", "the class of the highest mean", row => Class(row.Profile.ClassSelectivity?.Class)),
        Col.Float64("mean_activation", "mean output", row => row.Profile.Statistics.Mean),
        Col.Float64("variance_activation", "population variance of the output", row => row.Profile.Statistics.Variance),
        Col.Float64("fraction_active", "share of samples above the one-bit edge", row => row.Profile.Statistics.FractionActive),
        Col.Float64("max_abs_activation", "largest magnitude of the output", row => row.Profile.Statistics.MaxAbs),
        Col.Boolean("inactive", "the output is 0 on all samples", row => row.Profile.Statistics.Inactive),
        Col.BooleanOrNull("effectively_inactive", "removing the neuron alone changes no sample's predicted class", row => row.Profile.EffectivelyInactive),
        Col.Float64("outgoing_norm", "L2 norm of the weights into the next layer", row => row.Profile.OutgoingNorm),
        Col.Float64OrNull("single_drop", "accuracy of the intact network minus that without the neuron alone", row => row.Profile.SingleDrop));

    private static int? Class(int? label) => label is >= 0 ? label : null;
}
