using System.Collections.Immutable;
using Harness.Report.Sweeps;
using Harness.Runs.Tables;

namespace Harness.Report.Sections;

/// <summary>Two-feature pictures: class probability over the grid, epoch by epoch.</summary>
internal sealed class BoundarySection : IReportSection
{
    /// <summary>Grid points along an axis; finer grids are thinned.</summary>
    private const int LargestSide = 81;

    private static readonly string Table = BoundaryTable.Definition.Schema.Name;

    public string Name => "boundary";

    public object? Read(SweepSource source, ReportSweep sweep, ReportLimits limits)
    {
        var share = limits.PictureValues / Math.Max(1, sweep.Runs.Length);
        var runs = source.OfRuns<object>(sweep.RunIds, Table, (table, run) => [Run(source, table, run, share, sweep.Runs[run].ClassNames)]);
        return runs.Length == 0 ? null : new { Runs = runs };
    }

    private static object Run(SweepSource source, SweepTable table, int run, int share, ImmutableArray<string> names)
    {
        double[] x1 = table.Numbers("x1"), x2 = table.Numbers("x2"), probability = table.Numbers("probability");
        var pictures = table.Integers("epoch").Select((epoch, row) => (epoch, row)).GroupBy(item => item.epoch, item => item.row).ToArray();
        double[] xs = [.. x1.Distinct().Order()], ys = [.. x2.Distinct().Order()];
        if (pictures.Any(picture => picture.Count() != xs.Length * ys.Length))
            throw table.Damaged($"a picture has not {xs.Length} x {ys.Length} points");
        int[] keptX = Thinning.Indices(xs.Length, LargestSide), keptY = Thinning.Indices(ys.Length, LargestSide);
        var keptEpochs = Thinning.Indices(pictures.Length, Math.Max(1, share / (keptX.Length * keptY.Length)));
        if (keptEpochs.Length < pictures.Length || keptX.Length < xs.Length)
            source.Notices.Add(
                Table, $"has more than is drawn: up to {LargestSide} points along an axis, and of the epochs an even choice.");
        return new
        {
            run,
            Names = names,
            X1 = xs.Pick(keptX),
            X2 = ys.Pick(keptY),
            Epochs = keptEpochs.Select(picture => pictures[picture].Key),
            // Row by row of x2, in thousandths.
            Probability = keptEpochs.Select(picture =>
                Grid([.. pictures[picture]], x1, x2, probability, xs.Length)
                    .Pick([.. keptY.SelectMany(y => keptX.Select(x => (y * xs.Length) + x))])),
        };
    }

    private static int[] Grid(int[] rows, double[] x1, double[] x2, double[] probability, int side) =>
        rows.Length % side == 0
            ? [.. rows.OrderBy(row => x2[row]).ThenBy(row => x1[row]).Select(row => (int)Math.Round(1000 * probability[row]))]
            : [];
}
