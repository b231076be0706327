using Col = Harness.Runs.Tables.Columns<Harness.Runs.Tables.HiddenPointRow>;

namespace Harness.Runs.Tables;

/// <summary>
/// The table <c>hidden_points</c>: the samples of two features, and what hidden layers of width two make of them, epoch by epoch.
/// </summary>
public static class HiddenPointsTable
{
    /// <summary>Key of the file's metadata: the split whose samples are followed.</summary>
    public const string SplitKey = "split";

    /// <summary>The layer of the samples' own two features; they stand in the table once, at epoch 0.</summary>
    public const int Features = 0;

    public static TableDefinition<HiddenPointRow> Definition { get; } = new(
        "hidden_points",
        Col.Text("run_id", "the run", row => row.RunId),
        Col.Int32("epoch", "epochs of training; 0 is the network before its first step", row => row.Epoch, least: 0),
        Col.Int32("layer", "hidden layer of width two, from 1; 0, at epoch 0, is the features", row => row.Layer, least: Features),
        Col.Int32("sample", "place in its split, from 0", row => row.Sample, least: 0),
        Col.Float32("h1", "output of the layer's first neuron; of layer 0 the first feature", row => row.H1),
        Col.Float32("h2", "output of the layer's second neuron; of layer 0 the second feature", row => row.H2),
        Col.Int32("class", "label", row => row.Class, least: 0));
}

/// <summary>The outputs of one hidden layer of width two for one sample at one epoch.</summary>
public sealed record HiddenPointRow(string RunId, int Epoch, int Layer, int Sample, float H1, float H2, int Class);
