using Engine;
using Harness.Runs.Tables;

namespace Harness.Runs.Storage;

/// <summary>A reading of a run, read back.</summary>
/// <param name="Value">NaN where it is undefined.</param>
public sealed record StoredInsight(InsightKey Key, double Value, string Detail)
{
    /// <exception cref="UserErrorException">The file is missing or damaged.</exception>
    public static IReadOnlyList<StoredInsight> Read(ResultFolder folder, string runId)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var table = folder.Read(InsightsTable.Definition.Schema, runId).AtTheEnd();
        string?[] scopes = table.Texts("scope"), orders = table.Texts("order"), quantizers = table.Texts("quantizer"),
            measured = table.Texts("measure_split");
        string?[] replaced = table.Texts("replace"), splits = table.Texts("split"), names = table.Texts("name"),
            directions = table.Texts("direction"), details = table.Texts("detail");
        var values = table.Float64s("value");
        return
        [
            .. Enumerable.Range(0, table.Rows).Select(row => new StoredInsight(
                new InsightKey(
                    Text(scopes, row), orders[row], quantizers[row], measured[row], Text(replaced, row), Text(splits, row),
                    Text(names, row), directions[row]),
                values[row],
                Text(details, row))),
        ];

        string Text(string?[] column, int row) => column[row] ?? throw table.Damaged($"row {row} has a null where a text is needed");
    }
}
