using Harness.Report.Reading;

namespace Harness.Report.Readings;

/// <summary>Which reading of which order: what runs are compared by. A text is empty where it does not apply.</summary>
internal sealed record ReadingKey(string Scope, string Order, string Quantizer, string MeasureSplit, string Name, string Direction)
{
    /// <summary>The keys of a table's rows.</summary>
    public static ReadingKey[] Of(SweepTable table)
    {
        string?[] scopes = table.Texts("scope"), orders = table.Texts("order"), quantizers = table.Texts("quantizer");
        string?[] splits = table.Texts("measure_split"), names = table.Texts("name"), directions = table.Texts("direction");
        return [.. Enumerable.Range(0, table.Rows).Select(row =>
            new ReadingKey(scopes[row] ?? "", orders[row] ?? "", quantizers[row] ?? "", splits[row] ?? "", names[row] ?? "", directions[row] ?? ""))];
    }
}
