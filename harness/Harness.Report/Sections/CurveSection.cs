using System.Collections.Concurrent;
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
        var grids = new ConcurrentDictionary<int, int[]>();
        var parts = new CurveSeries[sweep.Points.Length][];
        // The first point that has curves tells how many steps fit; the others are then read several at a time.
        var (most, begun, many) = (0, 0, Environment.ProcessorCount);
        for (; begun < parts.Length && most == 0; begun++)
        {
            var runs = Runs(source, sweep, begun, many);
            if (runs.Length > 0)
                most = StepsThatFit(runs[0].Curves, sweep, limits);
            parts[begun] = Series(begun, runs, grids, most, many);
        }
        source.SideBySide(begun, parts.Length, point => parts[point] = Series(point, Runs(source, sweep, point, 1), grids, most, 1));
        if (grids.Any(grid => grid.Value.Length <= grid.Key))
            source.Notices.Add(
                Table, $"has more steps than are drawn: curves show up to {most} of them, evenly spread, the first and the last included.");
        var keys = parts.SelectMany(part => part).Select(one => one.Key).ToArray();
        return keys.Length == 0 ? null : new DividedContent(
            new
            {
                Grids = new SortedDictionary<int, int[]>(grids),
                Scopes = keys.Select(key => key.Scope).Distinct(),
                Orders = keys.Select(key => key.Order).Distinct(),
                Quantizers = keys.Select(key => key.Quantizer).OfType<string>().Distinct(),
            },
            parts);
    }

    /// <summary>The runs of a point that have curves.</summary>
    private static RunCurves[] Runs(SweepSource source, ReportSweep sweep, int point, int atOnce) =>
    [
        .. sweep.Points[point].Runs.AsParallel().AsOrdered().WithDegreeOfParallelism(atOnce)
            .Select(run => (Run: run, Curves: Curves(source, sweep.Runs[run].RunId)))
            .Where(run => run.Curves is not null).Select(run => new RunCurves(run.Run, run.Curves!)),
    ];

    /// <summary>Every run's curves, and the seeds' together: of random orders all, of a measure's one each.</summary>
    /// <param name="most">Steps of a curve that are kept.</param>
    /// <param name="atOnce">Runs that are put together at a time.</param>
    private static CurveSeries[] Series(int point, RunCurves[] runs, ConcurrentDictionary<int, int[]> grids, int most, int atOnce)
    {
        foreach (var key in runs.SelectMany(run => run.Curves.Keys))
            grids.GetOrAdd(key.Width, width => Thinning.Indices(width + 1, most));
        var together = runs.Length > 1 ? runs.SelectMany(run => run.Curves).GroupBy(group => group.Key) : [];
        return
        [
            .. runs.AsParallel().AsOrdered().WithDegreeOfParallelism(atOnce)
                .SelectMany(run => run.Curves.Select(group => Series(point, run.Run, group.Key, group.Value, grids))),
            .. together.AsParallel().AsOrdered().WithDegreeOfParallelism(atOnce)
                .Select(same => Series(point, null, same.Key, [.. same.SelectMany(group => group.Value)], grids)),
        ];
    }

    private static CurveSeries Series(
        int point, int? run, CurveKey key, List<AblationCurve> curves, ConcurrentDictionary<int, int[]> grids)
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

/// <summary>The curves of one run, by what they are.</summary>
internal sealed record RunCurves(int Run, Dictionary<CurveKey, List<AblationCurve>> Curves);

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
