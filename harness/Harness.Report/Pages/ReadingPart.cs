using Engine.Ablation;
using Harness.Report.Sections;
using Harness.Report.Sweeps;

namespace Harness.Report.Pages;

/// <summary>Readings as a table that needs no script: of every point, by the first measure that was ranked.</summary>
internal static class ReadingPart
{
    private const int MostRows = 400;

    /// <summary>1 and 0 in words.</summary>
    private const string Decided = "'yes';;'no'";

    private static readonly (string Title, string Name, string Direction, string Format)[] Columns =
    [
        ("intact accuracy", ScopeReadings.IntactAccuracyName, "", "0.0000"),
        ("suffice", Sufficient.Name, "ascending", "0.#"),
        ("destroy", Destroying.Name, "descending", "0.#"),
        ("inactive", ScopeReadings.InactiveName, "", "0.#"),
        ("effectively inactive", ScopeReadings.EffectivelyInactiveName, "", "0.#"),
        ("lowest first against random", AreaVsRandom.Name, "ascending", "+0.000;-0.000;0"),
        ("highest first against random", AreaVsRandom.Name, "descending", "+0.000;-0.000;0"),
        ("reversal, lowest first", Reversal.DecidedName, "ascending", Decided),
        ("reversal, highest first", Reversal.DecidedName, "descending", Decided),
    ];

    public static string Of(ReportSweep sweep, IReadOnlyList<PointReading> readings)
    {
        var rows = readings.GroupBy(reading => (reading.Point, reading.Key.Scope))
            .Select(scope => Row(sweep, scope.Key.Point, scope.Key.Scope, [.. scope]))
            .ToArray();
        var more = rows.Length > MostRows ? $"<p>… and {rows.Length - MostRows} more rows.</p>" : "";
        return Html.Table(
            "Readings by the first measure that was ranked",
            ["configuration", "scope", "measure", .. Columns.Select(column => column.Title)], rows.Take(MostRows), "readings") + more
            + Verdicts(sweep, readings);
    }

    /// <summary>Whether the network's order reverses the layers', in words; empty where that is not asked for.</summary>
    private static string Verdicts(ReportSweep sweep, IReadOnlyList<PointReading> readings)
    {
        string[] lines =
        [
            .. readings.Where(reading => reading.Key.Name == Reversal.DecidedName)
                .GroupBy(reading => (reading.Point, reading.Key.Direction)).Select(same => same.First())
                .Select(reading => $"{sweep.Points[reading.Point].Label}: {reading.Key.Order}, {Reversal.Sentence(AsRead(reading))}"),
        ];
        if (lines.Length == 0)
            return "";
        var more = lines.Length > MostRows ? [$"… and {lines.Length - MostRows} more"] : Array.Empty<string>();
        return "<p>Simpson's paradox: does the network's order reverse the layers'? Decided by 95 % intervals of the accuracy above (+) or "
            + $"below (-) random removal, as a share of intact minus chance.</p>{Html.List([.. lines.Take(MostRows), .. more])}";
    }

    private static Reading AsRead(PointReading reading) => new(
        reading.Key.Name,
        reading.Key.Direction == AblationDirection.Ascending.NameOf() ? AblationDirection.Ascending : AblationDirection.Descending,
        reading.Mean, reading.Detail);

    private static string[] Row(ReportSweep sweep, int point, string scope, PointReading[] readings)
    {
        var order = readings.Select(reading => reading.Key.Order).FirstOrDefault(order => order.Length > 0) ?? "";
        return [sweep.Points[point].Label, scope, order,
            .. Columns.Select(column => Cell(readings, order, column.Name, column.Direction, column.Format))];
    }

    private static string Cell(PointReading[] readings, string order, string name, string direction, string format)
    {
        var found = Array.Find(
            readings, reading => reading.Key.Name == name && (reading.Key.Order == order || reading.Key.Order.Length == 0)
            && (direction.Length == 0 || reading.Key.Direction == direction));
        if (found is null || double.IsNaN(found.Mean))
            return found is not null && format == Decided ? "open" : "-";
        if (name == Destroying.Name && found.Mean == Destroying.Never)
            return "never";
        var mean = found.Mean.ToString(format);
        // Whether an order reverses is decided over the seeds together, and has no interval.
        var interval = found.Seeds == 1 || double.IsNaN(found.Low) || double.IsNaN(found.High)
            ? ""
            : $" ({found.Low.ToString(format)} to {found.High.ToString(format)})";
        return mean + interval + found.LeftOut;
    }
}
