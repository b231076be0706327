using Engine.InformationPlane;
using Col = Harness.Runs.Tables.Columns<Harness.Runs.Tables.PlaneRow>;

namespace Harness.Runs.Tables;

/// <summary>
/// The table <c>information_plane</c>: what every layer says about input and class, epoch by epoch. All information in bits.
/// </summary>
public static class PlaneTable
{
    public static TableDefinition<PlaneRow> Definition { get; } = new(
        "information_plane",
        Col.Text("run_id", "the run", row => row.RunId),
        Col.Int32("epoch", "epochs of training; 0 is the network before its first step", row => row.Epoch, least: 0),
        Col.Int32("layer", "hidden layer, from 1; one more than there are is the softmax output", row => row.Point.Layer, least: 1),
        Col.Text("split", "train, validation, test, or all of them", row => row.Split),
        Col.Text(
            "estimator", "binning-B, robust-binning-B, binning-edges-B, pairwise-upper or pairwise-lower",
            row => row.Point.Estimator.Name),
        Col.Float64(
            "i_xl", "I(X;L), bits; of the pairwise estimators to 1e-5 of itself, or 1e-5 bits where it is above 1",
            row => row.Point.Information.AboutInput),
        Col.Float64(
            "i_yl", "I(Y;L), bits; of the pairwise estimators an estimate, not a bound, as exact as their i_xl",
            row => row.Point.Information.AboutClass),
        Col.Float64("h_l", "H(L) of the bins, or h(L) of the mixture with noise, bits", row => row.Point.Information.Entropy),
        Col.Int32("samples", "samples that it is estimated on", row => row.Samples, least: 0),
        Col.Boolean(
            "saturated", "i_xl is at least 0.95 log2 samples: it says little", row => row.Point.Information.IsSaturated(row.Samples)),
        Col.Int32OrNull(
            "bins", "of each neuron, of binning-edges-B its B symbols; null for the pairwise estimators",
            row => row.Point.Estimator.IsPairwise ? null : row.Point.Estimator.Bins),
        Col.Float64OrNull("range_low", "where the bins begin; null for the pairwise estimators", row => row.Point.Range?.Low),
        Col.Float64OrNull("range_high", "where they end", row => row.Point.Range?.High),
        Col.Float64OrNull(
            "noise_variance", "of the Gaussian noise on every output; null for binning",
            row => row.Point.Estimator.IsPairwise ? row.Noise : null));
}

/// <summary>One layer's point of the information plane at one epoch by one estimator.</summary>
/// <param name="Split">The name of the split.</param>
/// <param name="Noise">Variance of the pairwise estimators' noise.</param>
public sealed record PlaneRow(string RunId, int Epoch, PlanePoint Point, string Split, int Samples, double Noise);
