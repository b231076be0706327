using Engine.Ablation;
using Engine.Analysis;
using Engine.Data;
using Harness.Report.Sweeps;
using Harness.Runs.Storage;
using Harness.Runs.Tables;

namespace Harness.Report.Sections;

/// <summary>Accuracy against the number of neurons ablated: every run's curves, and those of a point's seeds together.</summary>
internal sealed class CurveSection : IReportSection
{
    private const int FewestSteps = 41, MostSteps = 401;

    private static readonly string Table = AblationTable.Definition.Schema.Name;

    public string Name => "curves";

    public object? Read(SweepSource source, ReportSweep sweep, ReportLimits limits)
    {
        var grids = new SortedDictionary<int, int[]>();
        var parts = new List<CurveSeries[]>();
        var most = 0;
        for (var point = 0; point < sweep.Points.Length; point++)
        {
            var runs = sweep.Points[point].Runs.AsParallel().AsOrdered()
                .Select(run => (Run: run, Curves: Curves(source, sweep.Runs[run].RunId))).Where(run => run.Curves is not null).ToArray();
            if (most == 0 && runs.Length > 0)
                most = StepsThatFit(runs[0].Curves!, sweep, limits);
            foreach (var curve in runs.SelectMany(run => run.Curves!.Keys).Where(key => !grids.ContainsKey(key.Width)))
                grids.Add(curve.Width, Thinning.Indices(curve.Width + 1, most));
            parts.Add(
            [
                .. runs.AsParallel().AsOrdered()
                    .SelectMany(run => run.Curves!.Select(group => Series(point, run.Run, group.Key, group.Value, grids))),
                .. runs.Length > 1 ? Together(point, [.. runs.Select(run => run.Curves!)], grids) : [],
            ]);
        }
        if (grids.Any(grid => grid.Value.Length <= grid.Key))
            source.Notices.Add(
                Table, $"has more steps than are drawn: curves show up to {most} of them, evenly spread, the first and the last included.");
        var keys = parts.SelectMany(part => part).Select(one => one.Key).ToArray();
        return keys.Length == 0 ? null : new DividedContent(
            new
            {
                Grids = grids,
                Scopes = keys.Select(key => key.Scope).Distinct(),
                Orders = keys.Select(key => key.Order).Distinct(),
                Quantizers = keys.Select(key => key.Quantizer).OfType<string>().Distinct(),
            },
            parts);
    }

    /// <summary>The seeds' curves together: of random orders all, of a measure's one each.</summary>
    private static CurveSeries[] Together(
        int point, Dictionary<CurveKey, List<AblationCurve>>[] runs, SortedDictionary<int, int[]> grids) =>
    [
        .. runs.SelectMany(run => run).GroupBy(group => group.Key).AsParallel().AsOrdered()
            .Select(same => Series(point, null, same.Key, [.. same.SelectMany(group => group.Value)], grids)),
    ];

    private static CurveSeries Series(int point, int? run, CurveKey key, List<AblationCurve> curves, SortedDictionary<int, int[]> grids)
    {
        var accuracies = curves.Select(curve => Array.ConvertAll(grids[key.Width], curve.Accuracy)).ToArray();
        if (accuracies.Length == 1)
            return new CurveSeries(point, run, key, 1, accuracies[0], null, null);
        var band = key.IsRandom ? ValueBand.Quantiles(accuracies) : ValueBand.Range(accuracies);
        return new CurveSeries(point, run, key, accuracies.Length, band.Mean, band.Low, band.High);
    }

    private static Dictionary<CurveKey, List<AblationCurve>>? Curves(SweepSource source, string run)
    {
        if (source.Curves(Table, run) is not StoredCurves stored)
            return null;
        return stored.Curves.GroupBy(CurveKey.Of).ToDictionary(group => group.Key, group => group.Select(ranked => ranked.Curve).ToList());
    }

    private static int StepsThatFit(Dictionary<CurveKey, List<AblationCurve>> example, ReportSweep sweep, ReportLimits limits)
    {
        // A mean alone is one number a step, one with its band three.
        var perRun = example.Keys.Sum(key => key.IsRandom ? 3L : 1);
        var together = 3L * example.Count * sweep.Points.Count(point => point.Runs.Length > 1);
        return (int)Math.Clamp(limits.CurveValues / Math.Max(1, (perRun * sweep.Runs.Length) + together), FewestSteps, MostSteps);
    }
}

/// <summary>The key by which curves are grouped: of different runs, or of the random orders of one run.</summary>
internal sealed record CurveKey(string Scope, string Order, string? Quantizer, string? MeasureSplit, string Direction, int Width)
{
    public static CurveKey Of(RankedCurve ranked) => new(
        ranked.Curve.Scope.Name, ranked.Curve.Order, ranked.Quantizer?.Name, ranked.MeasureSplit?.NameOf(),
        ranked.Curve.Direction.NameOf(), ranked.Curve.Width);

    public bool IsRandom => Direction == AblationDirection.Random.NameOf();
}

/// <summary>One line of a chart: accuracy at the steps of the width's grid.</summary>
/// <param name="Point">The sweep's point; where <paramref name="Run"/> is null, all of its runs together.</param>
/// <param name="Run">Index of the run.</param>
/// <param name="Mean">Share of 1.</param>
/// <param name="Low">Of random orders the quantiles, of several seeds the range; null for one curve.</param>
internal sealed record CurveSeries(int Point, int? Run, CurveKey Key, int Curves, double[] Mean, double[]? Low, double[]? High);
