using Col = Harness.Runs.Tables.Columns<Harness.Runs.Tables.BoundaryRow>;

namespace Harness.Runs.Tables;

/// <summary>The table <c>boundary</c>: the network's class probability over a grid of the two features, epoch by epoch.</summary>
public static class BoundaryTable
{
    public static TableDefinition<BoundaryRow> Definition { get; } = new(
        "boundary",
        Col.Text("run_id", "the run", row => row.RunId),
        Col.Int32("epoch", "epochs of training; 0 is the network before its first step", row => row.Epoch, least: 0),
        Col.Float32("x1", "first feature", row => row.X1),
        Col.Float32("x2", "second feature", row => row.X2),
        Col.Float64("probability", "of class 1 (blue); the boundary is where it is 0.5", row => row.Probability));
}

/// <summary>One point of one epoch's picture of the boundary.</summary>
public sealed record BoundaryRow(string RunId, int Epoch, float X1, float X2, double Probability);
