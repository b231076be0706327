using Harness.Report.Sections;
using Harness.Report.Sweeps;

namespace Harness.Report.Pages;

/// <summary>The most redundant pairs as a table that needs no script.</summary>
internal static class PairPart
{
    private const int MostRows = 400, OfARun = 10;

    private static readonly (string Column, string Title)[] Columns =
    [
        ("redundancy", "redundancy, bits"), ("synergy", "synergy, bits"), ("i_pair", "I(Ti;Tj), bits"), ("i_joint", "I(Ti,Tj;Y), bits"),
        ("interaction", "interaction, bits"),
    ];

    public static string Of(ReportSweep sweep, IReadOnlyList<PairSheet> sheets)
    {
        var labels = sweep.Points.SelectMany(point => point.Runs.Select(run => (run, point.Label)))
            .ToDictionary(one => one.run, one => one.Label);
        var share = Math.Clamp(MostRows / Math.Max(1, sheets.Count), 1, OfARun);
        var rows = sheets.SelectMany(sheet => Rows(sheet, share, labels[sheet.Run], sweep.Runs[sheet.Run].Seed)).ToArray();
        var more = rows.Length > MostRows ? $"<p>… and {rows.Length - MostRows} more rows.</p>" : "";
        return Html.Table(
            $"The pairs with the most redundancy, up to {share} of each run; the table pairs has more",
            ["configuration", "seed", "split, quantizer", "first neuron", "second neuron", .. Columns.Select(column => column.Title)],
            rows.Take(MostRows)) + more;
    }

    private static IEnumerable<string[]> Rows(PairSheet sheet, int share, string label, double seed)
    {
        var redundancy = sheet.Strongest[Columns[0].Column];
        return Enumerable.Range(0, redundancy.Length).OrderByDescending(row => redundancy[row]).Take(share).Select(row => (string[])
        [
            label, $"{seed}", $"{sheet.Split}, {sheet.Quantizer}", Neuron(sheet, "i", row), Neuron(sheet, "j", row),
            .. Columns.Select(column => $"{sheet.Strongest[column.Column][row]:0.0000}"),
        ]);
    }

    private static string Neuron(PairSheet sheet, string end, int row) =>
        $"layer {sheet.Strongest[$"layer_{end}"][row]}, neuron {sheet.Strongest[$"neuron_{end}"][row]}";
}
