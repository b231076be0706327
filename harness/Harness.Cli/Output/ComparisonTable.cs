using System.Globalization;
using Engine.Ablation;
using Spectre.Console;

namespace Harness.Cli.Output;

/// <summary>Prints the readings of several folders' points side by side: who they are, then a table for each scope.</summary>
internal static class ComparisonTable
{
    /// <param name="points">Each point's seeds, with the name of its folder.</param>
    public static void Show(IReadOnlyList<(string Folder, RunReading[] Seeds)> points)
    {
        Terminal.Out.Console.Write(Who(points));
        var scopes = points.SelectMany(point => point.Seeds).SelectMany(seed => seed.Scopes).Select(scope => scope.Scope).Distinct()
            .OrderBy(scope => scope.IsNetwork).ThenBy(scope => scope.Layer).ToArray();
        foreach (var scope in scopes)
            Terminal.Out.Console.Write(Of(scope, points));
        if (points.Any(point => point.Seeds.Length > 1))
            Terminal.Out.Line("Ranges are 95 % intervals of the mean over seeds (Student's t).");
        if (points.Any(point => point.Seeds.Length == 1))
            Terminal.Out.Line("A point of one seed has no interval: how far others would differ is not known.");
        var measures = points.SelectMany(point => point.Seeds).SelectMany(seed => seed.Scopes).Select(scope => scope.Measure).Distinct();
        Terminal.Out.Line($"Neurons are ranked by {string.Join(" or ", measures)}; what a column is, engine run and engine analyze say.");
    }

    private static Table Who(IReadOnlyList<(string Folder, RunReading[] Seeds)> points)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("", "folder", "point", "seeds", "test accuracy");
        var varied = PointDescription.Varied([.. points.Select(point => point.Seeds[0].Run)]);
        for (var point = 0; point < points.Count; point++)
        {
            var (folder, seeds) = points[point];
            table.AddRow(
                Number(point), Visible.Cell(folder), Visible.Cell(PointDescription.Of(seeds[0].Run, varied)),
                seeds.Length.ToString(CultureInfo.InvariantCulture), PointTable.Accuracies(seeds));
        }
        return table;
    }

    private static Table Of(AblationScope scope, IReadOnlyList<(string Folder, RunReading[] Seeds)> points)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns(
            "", "scope", "neurons", "suffice", "destroy", "inactive", "without effect", "lowest first", "highest first");
        for (var point = 0; point < points.Count; point++)
        {
            var readings = points[point].Seeds.SelectMany(seed => seed.Scopes).Where(reading => reading.Scope == scope).ToArray();
            if (readings.Length > 0)
                table.AddRow([Number(point), .. PointTable.Cells(readings)]);
        }
        return table;
    }

    private static string Number(int point) => (point + 1).ToString(CultureInfo.InvariantCulture);
}
