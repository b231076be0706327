using Engine;
using Engine.Ablation;
using Engine.Measures;
using Harness.Runs.Execution;
using Harness.Specs.Keys;
using Spectre.Console;

namespace Harness.Cli.Output;

/// <summary>Prints the readings of one point of a sweep as a table, over its seeds.</summary>
internal static class PointTable
{
    private static readonly ValueRange Accuracy = new(0, 1);

    /// <param name="varied">Keys that the title has since points of the sweep differ in them.</param>
    public static void Show(RunReading[] seeds, IReadOnlyList<RunKey> varied)
    {
        Terminal.Out.Line("");
        var accuracy = seeds.All(seed => double.IsNaN(seed.Run.TestAccuracy)) ? "" : $", test accuracy {Accuracies(seeds)}";
        Terminal.Out.Line($"{PointDescription.Of(seeds[0].Run, varied)}, {Amount.Of(seeds.Length, "seed")}{accuracy}");
        var scopes = seeds.SelectMany(seed => seed.Scopes).GroupBy(reading => reading.Scope).Select(scope => scope.ToArray()).ToArray();
        if (scopes.Length == 0)
            return;
        var table = new Table().Border(TableBorder.Rounded).AddColumns(
            "scope", "neurons", "suffice", "destroy", "inactive", "without effect", "lowest first", "highest first");
        foreach (var scope in scopes)
            table.AddRow(Cells(scope));
        Terminal.Out.Console.Write(table);
        var intact = Over([.. scopes[0].Select(reading => reading.Accuracy)], Accuracy, "0.0000");
        Terminal.Out.Line(
            $"suffice: the fewest neurons with the highest {scopes[0][0].Measure} that keep the accuracy; of what lies above chance it may "
                + $"lose {seeds[0].Run.Settings.Epsilon * 100:0.##} %, from {intact};");
        Terminal.Out.Line(
            "destroy: the fewest of them whose removal leaves chance; inactive: 0 on all samples; without effect: removing it alone "
                + "changes no prediction;");
        Terminal.Out.Line(
            "lowest, highest first: how far the accuracy is above (+) or below (-) that of random removal, mean over all steps, as a share "
                + "of intact minus chance;");
        Terminal.Out.Line(
            Ranks(scopes)
                + (seeds.Length > 1 ? "Ranges are 95 % intervals of the mean over seeds (Student's t)." : "One seed has no interval."));
        if (Reversals(seeds, scopes[0][0].Measure) is { Length: > 0 } decided)
        {
            Terminal.Out.Line(
                "Simpson's paradox: does the network's order reverse the layers'? Decided by 95 % intervals of the accuracy above (+) or "
                    + "below (-) random removal:");
            foreach (var line in decided)
                Terminal.Out.Line(line);
        }
    }

    /// <summary>The test accuracy over seeds.</summary>
    public static string Accuracies(RunReading[] seeds) =>
        Over([.. seeds.Select(reading => reading.Run.TestAccuracy)], Accuracy, "0.0000");

    /// <summary>A row of the table: the scope's name and its readings over the seeds.</summary>
    public static string[] Cells(ScopeReading[] seeds) =>
    [
        seeds[0].Scope.Name,
        seeds[0].Neurons.ToString(),
        Count(seeds, reading => reading.Sufficient),
        Destroying(seeds),
        Count(seeds, reading => reading.Inactive),
        Count(seeds, reading => reading.Effectively),
        Area(seeds, reading => reading.Lowest),
        Area(seeds, reading => reading.Highest),
    ];

    private static string Area(ScopeReading[] seeds, Func<ScopeReading, AreaReading?> area)
    {
        var areas = seeds.Select(area).OfType<AreaReading>().ToArray();
        if (areas.Length == 0 || areas.Any(reading => double.IsNaN(reading.Area)))
            return "-";
        var mean = areas.Average(reading => reading.Area).ToString("+0.000;-0.000;0");
        return areas.All(reading => reading.HasRank)
            ? $"{mean} ({areas.Average(reading => reading.Rank):0.#} of {areas[0].Orders})"
            : mean;
    }

    private static string Ranks(ScopeReading[][] scopes)
    {
        var areas = scopes.SelectMany(scope => scope).Select(reading => reading.Lowest).OfType<AreaReading>().ToArray();
        return areas.Any(reading => reading.HasRank) ? "in brackets: the rank among the random orders, 1 hurts most. "
            : areas.Length == 0 ? "-: there are no random orders (ablation.random is 0). "
            : areas[0].Orders <= AreaVsRandom.LeastRanked
                ? $"There is no rank: it needs {AreaVsRandom.LeastRanked} random orders (ablation.random). "
            : "";
    }

    private static string Count(ScopeReading[] seeds, Func<ScopeReading, double> value) =>
        Over([.. seeds.Select(value)], new ValueRange(0, seeds[0].Neurons), "0.#");

    /// <summary>The mean leaves out seeds whose accuracy never falls so low, as the table over the seeds does.</summary>
    private static string Destroying(ScopeReading[] seeds)
    {
        var never = seeds.Count(seed => seed.Destroying == Engine.Ablation.Destroying.Never);
        if (never == seeds.Length)
            return "never";
        var text = Count([.. seeds.Where(seed => seed.Destroying != Engine.Ablation.Destroying.Never)], seed => seed.Destroying);
        return never == 0 ? text : $"{text}, never in {never}";
    }

    /// <summary>The mean over seeds and, where they differ, its interval; a dash where a seed has no value.</summary>
    private static string Over(double[] values, ValueRange range, string format)
    {
        if (values.Any(double.IsNaN))
            return "-";
        var mean = values.Average().ToString(format);
        return MeanInterval.Of(values, range) is { } interval && interval.Low < interval.High
            ? $"{mean} ({interval.Low.ToString(format)}-{interval.High.ToString(format)})"
            : mean;
    }

    /// <summary>Whether the order of the whole network reverses those of the layers, as <c>sweep_insights</c> has it.</summary>
    private static string[] Reversals(RunReading[] seeds, string measure) =>
    [
        .. ReversalOverSeeds.Of([.. seeds.Select(seed => seed.Insights)])
            .Where(found => found.Key.Order == measure)
            .GroupBy(found => found.Key.Direction, found => found.Reading)
            .Select(direction => Reversal.Sentence(direction.First())),
    ];
}
