namespace Harness.Report;

/// <summary>How much of each kind one file holds, so that a sweep of 500 runs opens at once. What is thinned says so; the tables have it all.</summary>
/// <param name="CurveValues">Numbers of all ablation curves together.</param>
/// <param name="NeuronRows">Rows of all neurons together.</param>
/// <param name="HistogramCells">Cells of all joint histograms together.</param>
/// <param name="EpochRows">Epochs of all training curves together.</param>
/// <param name="PlaneRows">Points of all information planes together.</param>
/// <param name="PictureValues">Grid points and samples of all pictures together.</param>
internal sealed record ReportLimits(
    int CurveValues = 2_000_000,
    int NeuronRows = 150_000,
    int HistogramCells = 1_000_000,
    int EpochRows = 100_000,
    int PlaneRows = 100_000,
    int PictureValues = 2_000_000);
