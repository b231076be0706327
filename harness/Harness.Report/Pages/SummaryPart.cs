using Harness.Report.Sweeps;

namespace Harness.Report.Pages;

/// <summary>What the sweep was and how it went.</summary>
internal static class SummaryPart
{
    public static string Of(ReportSweep sweep)
    {
        (string Value, string What)[] cards =
        [
            ($"{sweep.Runs.Length}", $"{Plural(sweep.Runs.Length, "run")} done"),
            ($"{sweep.Failed.Length}", "failed"),
            ($"{sweep.Missing.Length}", "not done yet"),
            ($"{sweep.Points.Length}", Plural(sweep.Points.Length, "configuration")),
            ($"{sweep.Runs.Select(run => run.Seed).Distinct().Count()}", Plural(sweep.Runs.Select(run => run.Seed).Distinct().Count(), "seed")),
            (Accuracy(sweep), "test accuracy"),
        ];
        return $"<dl class=\"cards\">{string.Concat(cards.Select(card => $"<div><dt>{Html.Text(card.What)}</dt><dd>{Html.Text(card.Value)}</dd></div>"))}</dl>";
    }

    private static string Accuracy(ReportSweep sweep)
    {
        double[] known = [.. sweep.Runs.Select(run => run.TestAccuracy).Where(double.IsFinite)];
        if (known.Length == 0)
            return "-";
        var (least, most) = ($"{known.Min():0.0000}", $"{known.Max():0.0000}");
        return least == most ? least : $"{least} to {most}";
    }

    private static string Plural(int count, string word) => count == 1 ? word : word + "s";
}
