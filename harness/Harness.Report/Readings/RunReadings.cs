using Harness.Report.Reading;
using Harness.Runs.Tables;

namespace Harness.Report.Readings;

/// <summary>What runs' curves say: their rows of <c>insights</c>.</summary>
internal static class RunReadings
{
    private static readonly string Table = InsightsTable.Definition.Schema.Name;

    public static IReadOnlyList<ReadingRow> Of(SweepSource source, IReadOnlyList<string> runs) => source.OfRuns(runs, Table, (table, _) => Rows(table));

    private static ReadingRow[] Rows(SweepTable table)
    {
        var keys = ReadingKey.Of(table);
        var details = table.Texts("detail");
        var values = table.Numbers("value");
        return [.. keys.Select((key, row) => new ReadingRow(key, values[row], details[row] ?? ""))];
    }
}
