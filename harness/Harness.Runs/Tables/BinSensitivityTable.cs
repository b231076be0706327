using Engine.Analysis;
using Engine.Data;
using Engine.Measures;
using Col = Harness.Runs.Tables.Columns<Harness.Runs.Tables.BinSensitivityRow>;

namespace Harness.Runs.Tables;

/// <summary>
/// The table <c>bin_sensitivity</c>: the measures of the joint histogram under every smaller number of bins, all merged from one fine
/// histogram.
/// </summary>
public static class BinSensitivityTable
{
    public static TableDefinition<BinSensitivityRow> Definition { get; } = Of(KnownMeasures.All);

    /// <summary>The table of some measures: of each the columns that follow from the joint histogram alone.</summary>
    public static TableDefinition<BinSensitivityRow> Of(IEnumerable<Measure> measures) => new(
        "bin_sensitivity",
        [
            Col.Text("run_id", "the run", row => row.RunId),
            Col.Int32("layer", "hidden layer, from 1", row => row.Profile.Id.Layer, least: 1),
            Col.Int32("neuron", "place in its layer, from 0", row => row.Profile.Id.Neuron, least: 0),
            Col.Text("split", "samples that are counted", row => row.Neuron.Split.NameOf()),
            Col.Text("finest", "the quantizer whose histogram was counted", row => row.Neuron.Finest.Name),
            Col.Text("quantizer", "the one that its bins were merged to", row => row.Profile.Histogram.Quantizer.Rule.Name),
            Col.Int32(
                "bins", "effective number of bins", row => row.Profile.Histogram.Quantizer.Bins, least: 1,
                most: 1 << QuantizerRule.MaximumBits),
            .. measures.SelectMany(measure => measure.Columns)
                .Where(column => column.IsOfHistogram)
                .Select(column => Col.OfMeasure(column, row => row.Profile)),
        ]);
}

/// <summary>One neuron of one run under one number of bins.</summary>
public sealed record BinSensitivityRow(string RunId, BinnedNeuron Neuron)
{
    public NeuronProfile Profile => Neuron.Profile;
}
