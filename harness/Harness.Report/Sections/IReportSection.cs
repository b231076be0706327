using Harness.Report.Sweeps;

namespace Harness.Report.Sections;

/// <summary>One part of the report: the data that its charts are drawn from.</summary>
internal interface IReportSection
{
    /// <summary>The name under which the page's script finds the data.</summary>
    string Name { get; }

    /// <summary>The data, to be serialized; null where the sweep has none. Missing or thinned data are noted in the source.</summary>
    object? Read(SweepSource source, ReportSweep sweep, ReportLimits limits);
}

/// <summary>Data that the page's script takes part by part, so that it opens at once however many there are.</summary>
/// <param name="Whole">Data of all parts together.</param>
/// <param name="Parts">One for each of the sweep's points.</param>
internal sealed record DividedContent(object Whole, IReadOnlyList<object> Parts)
{
    /// <summary>A table in place of the charts where no script runs, HTML; empty for none.</summary>
    public string Plain { get; init; } = "";
}

/// <summary>
/// How much of each kind one file holds, so that a sweep of 500 runs opens at once. Thinned data say so; the tables have it all.
/// </summary>
/// <param name="CurveValues">Numbers of all ablation curves together.</param>
/// <param name="NeuronRows">Rows of all neurons together.</param>
/// <param name="HistogramCells">Cells of all joint histograms together.</param>
/// <param name="EpochRows">Epochs of all training curves together.</param>
/// <param name="PlaneRows">Points of all information planes together.</param>
/// <param name="ClassValues">Numbers of all curves by class together.</param>
/// <param name="PictureValues">Grid points and samples of all pictures together.</param>
/// <param name="PairValues">Values of all maps of pairs together, a byte each.</param>
/// <param name="PairRows">Strongest pairs of all runs together.</param>
internal sealed record ReportLimits(
    int CurveValues = 2_000_000,
    int NeuronRows = 150_000,
    int HistogramCells = 1_000_000,
    int EpochRows = 100_000,
    int PlaneRows = 100_000,
    int PictureValues = 2_000_000,
    int ClassValues = 1_000_000,
    int PairValues = 6_000_000,
    int PairRows = 60_000);

/// <summary>Chooses items evenly spread among many; the first and the last are kept.</summary>
internal static class Thinning
{
    /// <param name="count">How many there are.</param>
    /// <param name="most">How many may be kept; at least 1, which keeps the last.</param>
    /// <returns>Indices, ascending.</returns>
    public static int[] Indices(int count, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        if (count <= most)
            return [.. Enumerable.Range(0, count)];
        if (most == 1)
            return [count - 1];
        return [.. Enumerable.Range(0, most).Select(i => (int)((long)i * (count - 1) / (most - 1)))];
    }

    public static T[] Pick<T>(this IReadOnlyList<T> items, IReadOnlyList<int> indices) => [.. indices.Select(index => items[index])];
}
