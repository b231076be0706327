using Engine.Data;
using Col = Harness.Runs.Tables.Columns<Harness.Runs.Tables.HistogramRow>;

namespace Harness.Runs.Tables;

/// <summary>The table <c>histograms</c>: the joint counts of each neuron's symbol and the class, cell by cell.</summary>
public static class HistogramsTable
{
    public static TableDefinition<HistogramRow> Definition { get; } = new(
        "histograms",
        Col.Text("run_id", "the run", row => row.Neuron.RunId),
        Col.Int32("layer", "hidden layer, from 1", row => row.Neuron.Profile.Id.Layer, least: 1),
        Col.Int32("neuron", "place in its layer, from 0", row => row.Neuron.Profile.Id.Neuron, least: 0),
        Col.Text("split", "samples that are counted", row => row.Neuron.Split.NameOf()),
        Col.Text("quantizer", "rule that makes symbols of outputs", row => row.Neuron.Quantizer.Name),
        Col.Int32("bin", "symbol, from 0", row => row.Bin, least: 0),
        Col.Float32(
            "lower_edge", "outputs of the bin are greater than this", row => row.Neuron.Profile.Histogram.Quantizer.LowerEdge(row.Bin)),
        Col.Float32(
            "upper_edge", "outputs of the bin do not exceed this", row => row.Neuron.Profile.Histogram.Quantizer.UpperEdge(row.Bin)),
        Col.Int32("class", "label", row => row.Class, least: 0),
        Col.Int32("count", "samples in the cell", row => row.Neuron.Profile.Histogram.Counts[row.Bin, row.Class], least: 0),
        Col.OfEpoch(row => row.Neuron.Epoch));

    /// <summary>The cells of one neuron: bin by bin, class by class.</summary>
    public static IEnumerable<HistogramRow> Cells(NeuronRow neuron)
    {
        ArgumentNullException.ThrowIfNull(neuron);
        var counts = neuron.Profile.Histogram.Counts;
        return Enumerable.Range(0, counts.Bins)
            .SelectMany(bin => Enumerable.Range(0, counts.Classes).Select(label => new HistogramRow(neuron, bin, label)));
    }
}

/// <summary>One cell of one neuron's joint histogram.</summary>
public sealed record HistogramRow(NeuronRow Neuron, int Bin, int Class);
