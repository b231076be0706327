using System.Text.Json;
using Engine.Ablation;
using Harness.Runs.Execution;
using Harness.Runs.Storage;
using Spectre.Console;

namespace Harness.Cli.Output;

/// <summary>Says what the curves of a sweep's runs show, seeds taken together.</summary>
internal static class SweepSummary
{
    /// <summary>Groups of runs that are tabulated on the terminal.</summary>
    private const int Shown = 12;

    /// <param name="planned">Runs of the whole plan.</param>
    public static void Show(SweepResult result, ResultFolder folder, int planned, bool json)
    {
        if (json)
        {
            Terminal.Out.Line(JsonSerializer.Serialize(Describe(result, folder), JsonOutput.Options));
            return;
        }
        var groups = result.Outcomes.Where(outcome => outcome.Findings is not null).GroupBy(PointOf).ToArray();
        foreach (var group in groups.Take(Shown))
            Show([.. group]);
        if (groups.Length > Shown)
            Terminal.Out.Line($"… and {groups.Length - Shown} more points of the sweep");
        foreach (var outcome in result.Outcomes.Where(outcome => outcome.Row.Error is not null))
            Terminal.Out.Line($"failed: {outcome.Row.RunId}: {outcome.Row.Error}");
        var before = result.Skipped > 0 ? $", {result.Skipped} done before" : "";
        Terminal.Out.Line($"{result.Outcomes.Length - result.Failed} of {planned} runs done now{before}{(result.Failed > 0 ? $", {result.Failed} failed" : "")}. Results: {folder.Path}");
    }

    /// <summary>All that tells runs apart but the seed.</summary>
    private static object PointOf(RunOutcome outcome) =>
        outcome.Row.Trained is { } trained ? trained with { Seed = 0 } : outcome.Row.RunId;

    private static void Show(RunOutcome[] seeds)
    {
        var row = seeds[0].Row;
        Terminal.Out.Line("");
        Terminal.Out.Line($"{row.Name}: {row.Dataset} {row.Hidden} {row.Activation}{Regularizer(row.Trained)}, {seeds.Length} {(seeds.Length == 1 ? "seed" : "seeds")}, test accuracy {Over(seeds, outcome => outcome.Row.Test.Accuracy, "0.0000")}");
        var scopes = seeds.SelectMany(ScopeReading.Of).GroupBy(reading => reading.Scope).Select(scope => scope.ToArray()).ToArray();
        if (scopes.Length == 0)
            return;
        var table = new Table().Border(TableBorder.Rounded).AddColumns(
            "scope", "neurons", "intact accuracy", "suffice", "destroy", "inactive", "lowest first", "highest first");
        foreach (var scope in scopes)
            table.AddRow(Cells(scope));
        Terminal.Out.Console.Write(table);
        Terminal.Out.Line($"suffice: so many of the neurons with the highest {scopes[0][0].Measure} keep the accuracy; destroy: removing so many of them brings it to chance.");
        Terminal.Out.Line("lowest, highest first: accuracy above (+) or below (-) random removal, mean over all steps as a share of intact minus chance;");
        Terminal.Out.Line("in brackets the rank among the random orders, 1 hurting most. Ranges are over seeds.");
        if (Reversal(scopes) is { } sentence)
            Terminal.Out.Line(sentence);
    }

    private static string Regularizer(Specs.RunSpec? spec) => spec is null
        ? ""
        : $"{(spec.Training.L2 > 0 ? $", L2 {spec.Training.L2}" : "")}{(spec.Training.Dropout > 0 ? $", dropout {spec.Training.Dropout}" : "")}{(spec.BatchNorm ? ", batch norm" : "")}, {spec.Training.Epochs} epochs";

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
        if (areas.Length == 0)
            return "-";
        return $"{areas.Average(reading => reading.Area):+0.000;-0.000;0} ({areas.Average(reading => reading.Rank):0.#} of {areas[0].Orders})";
    }

    /// <summary>The mean over seeds and, where they differ, their range.</summary>
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
            1 => "Simpson's paradox: removing the highest first hurts more than random within every layer, but less over the whole network.",
            0 => "No reversal: over the whole network the order acts as it does within the layers.",
            _ => "The layers differ in how the order compares with random: no statement about the whole network follows.",
        };
    }

    private static double MeanArea(ScopeReading[] seeds) => seeds.Average(reading => reading.Highest?.Area ?? double.NaN);

    private static object Describe(SweepResult result, ResultFolder folder) => new
    {
        folder = folder.Path,
        done = result.Outcomes.Length - result.Failed,
        failed = result.Failed,
        done_before = result.Skipped,
        cancelled = result.Cancelled,
        runs = result.Outcomes.Select(outcome => new
        {
            run_id = outcome.Row.RunId,
            error = outcome.Row.Error,
            test_accuracy = Number(outcome.Row.Test.Accuracy),
            scopes = ScopeReading.Of(outcome).Select(reading => new
            {
                scope = reading.Scope.Name,
                measure = reading.Measure,
                reading.Neurons,
                accuracy = Number(reading.Accuracy),
                sufficient = Number(reading.Sufficient),
                destroying = Number(reading.Destroying),
                reading.Inactive,
                lowest_first_area_vs_random = Number(reading.Lowest?.Area),
                highest_first_area_vs_random = Number(reading.Highest?.Area),
            }),
        }),
    };

    private static double? Number(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}
