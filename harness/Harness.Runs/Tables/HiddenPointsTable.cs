using Col = Harness.Runs.Tables.Columns<Harness.Runs.Tables.HiddenPointRow>;

namespace Harness.Runs.Tables;

/// <summary>The table <c>hidden_points</c>: what hidden layers of width two make of the samples, epoch by epoch.</summary>
public static class HiddenPointsTable
{
    /// <summary>Key of the file's metadata: the split whose samples are followed.</summary>
    public const string SplitKey = "split";

    public static TableDefinition<HiddenPointRow> Definition { get; } = new(
        "hidden_points",
        Col.Text("run_id", "the run", row => row.RunId),
        Col.Int32("epoch", "epochs of training; 0 is the network before its first step", row => row.Epoch, least: 0),
        Col.Int32("layer", "hidden layer of width two, from 1", row => row.Layer, least: 1),
        Col.Int32("sample", "place in its split, from 0", row => row.Sample, least: 0),
        Col.Float32("h1", "output of the layer's first neuron", row => row.H1),
        Col.Float32("h2", "output of the layer's second neuron", row => row.H2),
        Col.Int32("class", "label", row => row.Class, least: 0));
}

/// <summary>The outputs of one hidden layer of width two for one sample at one epoch.</summary>
public sealed record HiddenPointRow(string RunId, int Epoch, int Layer, int Sample, float H1, float H2, int Class);
