using Engine.Data;
using Engine.Measures;
using Col = Harness.Runs.Tables.Columns<Harness.Runs.Tables.NeuronRow>;

namespace Harness.Runs.Tables;

/// <summary>The table <c>neurons</c>: every measure of every hidden neuron, for each split and quantizer.</summary>
public static class NeuronsTable
{
    public static TableDefinition<NeuronRow> Definition { get; } = Of(KnownMeasures.All);

    /// <summary>The table of some measures: which neuron on which samples, then the columns of each measure in turn.</summary>
    public static TableDefinition<NeuronRow> Of(IEnumerable<Measure> measures) => new(
        "neurons",
        [
            Col.Text("run_id", "the run", row => row.RunId),
            Col.Int32("layer", "hidden layer, from 1", row => row.Profile.Id.Layer, least: 1),
            Col.Int32("neuron", "place in its layer, from 0", row => row.Profile.Id.Neuron, least: 0),
            Col.Text("split", "samples that everything in the row is estimated on", row => row.Split.NameOf()),
            Col.Text("quantizer", "rule that makes symbols of outputs", row => row.Quantizer.Name),
            Col.Int32(
                "bins", "effective number of bins", row => row.Profile.Histogram.Quantizer.Bins, least: 1,
                most: 1 << QuantizerRule.MaximumBits),
            Col.Int32("samples", "number of samples", row => row.Profile.Statistics.Count, least: 0),
            Col.OfEpoch(row => row.Epoch),
            .. measures.SelectMany(measure => measure.Columns).Select(column => Col.OfMeasure(column, row => row.Profile)),
        ]);
}

/// <summary>One neuron of one run on one split under one quantizer.</summary>
/// <param name="Epoch">Of its training; null at the end.</param>
public sealed record NeuronRow(string RunId, Split Split, QuantizerRule Quantizer, NeuronProfile Profile, int? Epoch = null);
