using Engine.Ablation;
using Engine.Measures;
using Harness.Report.Sections;

namespace Harness.Report.Pages;

/// <summary>
/// Orders within a layer that do worse than random since their quantizer cannot see who works: a neuron that is always on has one symbol
/// under one-bit, so that its information is 0 however much it says.
/// </summary>
internal static class BlindOrders
{
    private const int MostShown = 12;

    /// <summary>One line for each layer and measure; empty where there is none.</summary>
    /// <param name="points">Labels of the configurations.</param>
    public static string Of(IReadOnlyList<string> points, IReadOnlyList<PointReading> readings)
    {
        string[] lines = [.. readings.GroupBy(reading => (reading.Point, reading.Key.Scope))
            .Where(scope => scope.Key.Scope != AblationScope.Network.Name)
            .SelectMany(scope => Lines($"{points[scope.Key.Point]}, {scope.Key.Scope}", [.. scope]))];
        if (lines.Length == 0)
            return "";
        var more = lines.Length > MostShown ? [$"… and {lines.Length - MostShown} more"] : Array.Empty<string>();
        var list = Html.List([.. lines.Take(MostShown), .. more]);
        return $"<div class=\"notices\" role=\"note\"><p>One-bit is blind to neurons that are always on:</p>{list}</div>";
    }

    private static IEnumerable<string> Lines(string where, PointReading[] readings)
    {
        var matter = Array.Find(readings, reading => reading.Key.Name == ScopeReadings.AlwaysOnMatterName);
        if (matter is not { Mean: > 0 })
            yield break;
        var lowestFirst = readings.Where(reading =>
            reading.Key is { Name: AreaVsRandom.Name, Direction: "ascending" } && reading.Key.Quantizer.Length > 0).ToArray();
        foreach (var blind in lowestFirst.Where(reading => reading.Key.Quantizer == QuantizerRule.OneBit.Name && IsWorse(reading)))
        {
            var other = lowestFirst.Where(reading => reading.Key.Order == blind.Key.Order && !IsWorse(reading))
                .MaxBy(reading => reading.Mean);
            var next = other is null
                ? "A quantizer with more bins, such as quantile-3, sees them: add it to measures.quantizer."
                : $"{other.Key.Quantizer} sees them: by it the same order is {other.Mean:+0.000;-0.000;0} against random.";
            var (told, open) = IsOpen(blind) ? ("in this one seed ", " Whether it does in others is open.") : ("", "");
            var who = matter.Mean == 1 ? "1 neuron that is always on matters" : $"{matter.Mean:0.#} neurons that are always on matter";
            yield return $"{where}: {told}lowest {blind.Key.Order} first costs more than random removal "
                + $"({blind.Mean:+0.000;-0.000;0}), and {who}.{open} {next}";
        }
    }

    /// <summary>Over seeds the whole interval must say so.</summary>
    private static bool IsWorse(PointReading reading) => (IsOpen(reading) ? reading.Mean : reading.High) < 0;

    /// <summary>One seed has no interval: it is a case, and decides nothing.</summary>
    private static bool IsOpen(PointReading reading) => reading.Seeds == 1;
}
