using Engine.Ablation;
using Spectre.Console;

namespace Harness.Cli.Output;

/// <summary>Prints the readings of one point of a sweep as a table, over its seeds.</summary>
internal static class PointTable
{
    public static void Show(RunReading[] seeds)
    {
        var accuracy = Over(seeds, reading => reading.Run.TestAccuracy, "0.0000");
        Terminal.Out.Line("");
        Terminal.Out.Line(
            $"{PointDescription.Of(seeds[0].Run)}, {seeds.Length} {(seeds.Length == 1 ? "seed" : "seeds")}, test accuracy {accuracy}");
        var scopes = seeds.SelectMany(seed => seed.Scopes).GroupBy(reading => reading.Scope).Select(scope => scope.ToArray()).ToArray();
        if (scopes.Length == 0)
            return;
        var table = new Table().Border(TableBorder.Rounded).AddColumns(
            "scope", "neurons", "intact accuracy", "suffice", "destroy", "inactive", "lowest first", "highest first");
        foreach (var scope in scopes)
            table.AddRow(Cells(scope));
        Terminal.Out.Console.Write(table);
        Terminal.Out.Line(
            $"suffice: so many of the neurons with the highest {scopes[0][0].Measure} keep the accuracy; destroy: removing so many of "
                + "them brings it to chance.");
        Terminal.Out.Line(
            "lowest, highest first: accuracy above (+) or below (-) random removal, mean over all steps as a share of intact minus "
                + "chance;");
        Terminal.Out.Line("in brackets the rank among the random orders, 1 hurting most. Ranges are over seeds.");
        if (Reversal(scopes) is { } sentence)
            Terminal.Out.Line(sentence);
    }

    private static string[] Cells(ScopeReading[] seeds) =>
    [
        seeds[0].Scope.Name,
        seeds[0].Neurons.ToString(),
        Over(seeds, reading => reading.Accuracy, "0.0000"),
        Over(seeds, reading => reading.Sufficient, "0.#"),
        Over(seeds, reading => reading.Destroying, "0.#"),
        Over(seeds, reading => reading.Inactive, "0.#"),
        Area(seeds, reading => reading.Lowest),
        Area(seeds, reading => reading.Highest),
    ];

    private static string Area(ScopeReading[] seeds, Func<ScopeReading, AreaReading?> area)
    {
        var areas = seeds.Select(area).OfType<AreaReading>().ToArray();
        if (areas.Length == 0 || areas.Any(reading => double.IsNaN(reading.Area)))
            return "-";
        return $"{areas.Average(reading => reading.Area):+0.000;-0.000;0} ({areas.Average(reading => reading.Rank):0.#} of "
            + $"{areas[0].Orders})";
    }

    /// <summary>The mean over seeds and, where they differ, their range; a dash where a seed has no value.</summary>
    private static string Over<T>(IReadOnlyCollection<T> items, Func<T, double> value, string format)
    {
        var values = items.Select(value).ToArray();
        if (values.Any(double.IsNaN))
            return "-";
        var (least, most) = (values.Min().ToString(format), values.Max().ToString(format));
        return least == most ? least : $"{values.Average().ToString(format)} ({least}-{most})";
    }

    /// <summary>Whether the paradox of the talk shows in the means over the seeds.</summary>
    private static string? Reversal(ScopeReading[][] scopes)
    {
        var network = Array.Find(scopes, scope => scope[0].Scope.IsNetwork);
        double[] layers = [.. scopes.Where(scope => !scope[0].Scope.IsNetwork).Select(MeanArea)];
        if (network is null || layers.Length < 2)
            return null;
        return SimpsonReversal.Of(MeanArea(network), layers).Value switch
        {
            1 => "Simpson's paradox: removing the highest first hurts more than random within every layer, but less over the whole "
                + "network.",
            0 => "No reversal: over the whole network the order acts as it does within the layers.",
            _ => "The layers differ in how the order compares with random: no statement about the whole network follows.",
        };
    }

    private static double MeanArea(ScopeReading[] seeds) => seeds.Average(reading => reading.Highest?.Area ?? double.NaN);
}
