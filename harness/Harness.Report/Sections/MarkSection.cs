using System.Globalization;
using Engine.Ablation;
using Engine.Analysis.Insights;
using Harness.Report.Sweeps;

namespace Harness.Report.Sections;

/// <summary>The readings that are drawn on the curves of single runs, and the band of accuracy that they were read with.</summary>
internal sealed class MarkSection : IReportSection
{
    private static readonly HashSet<string> Drawn =
    [
        ScopeReadings.IntactAccuracyName, ScopeReadings.InactiveName, Sufficient.Name, Destroying.Name, Redundant.LowName,
        Reversal.Name, Reversal.LastShareName,
        .. SharesVsRandom.Percents.Select(SharesVsRandom.NameOf), .. SharesVsRandom.Percents.Select(Reversal.MeanNameOf),
    ];

    public string Name => "marks";

    public object? Read(SweepSource source, ReportSweep sweep, ReportLimits limits)
    {
        var rows = RunReadings.WithRun(source, sweep.RunIds).Where(row => Drawn.Contains(row.Row.Key.Name)).ToLookup(row => row.Run, OfRun);
        var parts = sweep.Points.Select(point => point.Runs.SelectMany(run => rows[run]).ToArray()).ToArray();
        if (parts.All(part => part.Length == 0))
            return null;
        var bands = sweep.Points.Select((point, place) => Band(sweep.Runs[point.Runs[0]].Values, parts[place])).ToArray();
        // Of a point of one run, its readings are the point's.
        return new DividedContent(
            new MarkBands(bands),
            [.. parts.Select((part, place) => ReadingColumns.Of(sweep.Points[place].Runs.Length > 1 ? part : []))]);
    }

    /// <summary>A reading of one run; the number of the run stands in the place of the point's.</summary>
    private static PointReading OfRun((int Run, ReadingRow Row) one) => new(
        one.Run, one.Row.Key, one.Row.Value, double.NaN, double.NaN, 1,
        one.Row.Key.Name == ScopeReadings.IntactAccuracyName || (one.Row.Key.Name == Reversal.Name && double.IsNaN(one.Row.Value))
            ? one.Row.Detail
            : "");

    private static MarkBand Band(SpecValues values, IEnumerable<PointReading> readings)
    {
        double[] tolerances = [.. values.Text("insights.epsilon").Trim('[', ']').Split(',').Select(Number).Where(double.IsFinite)];
        var earlier = InsightOptions.Earlier.Readings;
        var intact = readings.FirstOrDefault(reading => reading.Key.Name == ScopeReadings.IntactAccuracyName);
        return new MarkBand(
            ScopeReadings.ChanceIn(intact?.Detail ?? ""),
            tolerances.Length > 0 ? InsightOptions.HeadlineOf(tolerances) : earlier.Epsilon,
            values.All.ContainsKey("insights.delta") ? values.Number("insights.delta") : earlier.Delta);
    }

    private static double Number(string text) =>
        double.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : double.NaN;
}

/// <summary>The bands of a sweep's points.</summary>
internal sealed record MarkBands(IReadOnlyList<MarkBand> Bands);

/// <summary>When the accuracy of a point's curves counts as kept and when as lost: see <see cref="AccuracyBand"/>.</summary>
/// <param name="Chance">The share of the largest class; NaN where it is not known.</param>
/// <param name="Epsilon">The share of intact minus chance that may be lost while the accuracy counts as kept.</param>
/// <param name="Delta">The share of it that may be left when it counts as lost.</param>
internal sealed record MarkBand(double Chance, double Epsilon, double Delta);
