using Engine.Ablation;
using Engine.Measures;

namespace Harness.Report.Experiments;

/// <summary>The talk's Simpson's paradox over experiments: where the order of the whole network reverses those of the layers.</summary>
public static class ReversalSection
{
    private const string Order = "mutual-information", Network = "network";

    private static readonly (string Title, string Name, AblationDirection Kind)[] Directions =
        [("lowest first", "ascending", AblationDirection.Ascending), ("highest first", "descending", AblationDirection.Descending)];

    /// <summary>Two lines for each point; points whose results are older than the reading are left out, and counted.</summary>
    public static string Of(IEnumerable<Experiment> experiments)
    {
        ArgumentNullException.ThrowIfNull(experiments);
        var points = experiments.SelectMany(experiment => experiment.Points.Select(point => (Experiment: experiment, Point: point)))
            .ToLookup(point => One(point.Experiment, point.Point, Network, Reversal.DecidedName, Directions[0].Name) is not null);
        var older = points[false].Count();
        return Markdown.Table(
            ["network", "order", "shares used", "shown at", "whole network", "layer 1", "layer 2", "reversal"],
            points[true].SelectMany(point => Directions.Select(direction => Row(point.Experiment, point.Point, direction))))
            + (older > 0 ? $"Run by a version without this reading, and not shown: {older}. Run them again.\n\n" : "");
    }

    private static string[] Row(Experiment experiment, string point, (string Title, string Name, AblationDirection Kind) direction)
    {
        string Text(string scope, string name, string format = "+0.000;-0.000;0") =>
            One(experiment, point, scope, name, direction.Name)?.Text(format) ?? "-";

        // The last share that is used for every seed.
        var least = One(experiment, point, Network, Reversal.LastShareName, direction.Name)?.Low ?? 0;
        var used = SharesVsRandom.Percents.Where(percent => percent <= least).ToArray();
        var decided = One(experiment, point, Network, Reversal.DecidedName, direction.Name)!;
        var shares = used.Select(Share).ToArray();
        // A reversal where it shows first; else as far as the order may be followed.
        int? shown = used.Length == 0 ? null : Reversal.Told(direction.Kind, shares).Percent;
        string[] gains = shown is not { } percent
            ? ["-", "-", "-", "-"]
            : [$"{percent} %", .. new[] { Network, "layer-1", "layer-2" }.Select(scope => Text(scope, SharesVsRandom.NameOf(percent)))];
        return
        [
            $"{experiment.Name}: {point}", direction.Title, used.Length == 0 ? "none" : $"{used[0]} to {used[^1]} %", .. gains,
            decided.Mean switch { 1 => "yes", 0 => "no", _ => "open" },
        ];

        ReversalShare Share(int at) => new(
            at, Interval(Network, SharesVsRandom.NameOf(at)), Interval(Network, Reversal.MeanNameOf(at)),
            [Interval("layer-1", SharesVsRandom.NameOf(at)), Interval("layer-2", SharesVsRandom.NameOf(at))]);

        ConfidenceInterval Interval(string scope, string name) => One(experiment, point, scope, name, direction.Name) is { } reading
            ? new(reading.Low, reading.High)
            : new(double.NaN, double.NaN);
    }

    private static PointReading? One(Experiment experiment, string point, string scope, string name, string direction) =>
        experiment.Of(scope, Order, name, direction).FirstOrDefault(reading => reading.Point == point);
}
