using Engine.Ablation;
using Engine.Analysis;
using Engine.Data;
using Harness.Report.Reading;
using Harness.Runs.Storage;
using Harness.Runs.Tables;

namespace Harness.Report.Readings;

/// <summary>What one run's curves say: the rows of <c>insights</c> where there are any, else what the curves say by themselves.</summary>
internal static class RunReadings
{
    private const string InsightsTable = "insights";

    private static readonly string CurvesTable = AblationTable.Definition.Schema.Name;

    public static IReadOnlyList<ReadingRow> Of(SweepSource source, string run)
    {
        if (source.Read(InsightsTable, run) is { } table)
            return source.Try(InsightsTable, run, () => FromTable(table)) ?? [];
        source.Notices.Add(InsightsTable, "is missing: readings are taken from the curves, and those that need single-neuron drops are left out.");
        return source.Curves(CurvesTable, run) is { } curves ? source.Try(CurvesTable, run, () => FromCurves(source, run, curves)) ?? [] : [];
    }

    private static ReadingRow[] FromTable(SweepTable table)
    {
        string?[] scopes = table.Texts("scope"), orders = table.Texts("order"), quantizers = table.Texts("quantizer");
        string?[] names = table.Texts("name"), directions = table.Texts("direction"), details = table.Texts("detail");
        var values = table.Numbers("value");
        return [.. Enumerable.Range(0, table.Rows).Select(row => new ReadingRow(
            new ReadingKey(scopes[row] ?? "", orders[row] ?? "", quantizers[row] ?? "", names[row] ?? "", directions[row] ?? ""), values[row], details[row] ?? ""))];
    }

    private static ReadingRow[] FromCurves(SweepSource source, string run, StoredCurves stored)
    {
        var neurons = source.Folder.HasFile(NeuronsTable.Definition.Schema.Name, run) ? StoredNeurons.Read(source.Folder, run) : null;
        return [.. stored.Curves.GroupBy(ranked => ranked.Curve.Scope).SelectMany(scope => OfScope([.. scope], neurons?.CountIn(scope.Key) ?? 0, stored.LargestClass))];
    }

    private static IEnumerable<ReadingRow> OfScope(RankedCurve[] curves, int inactive, int largestClass)
    {
        AblationCurve[] randoms = [.. curves.Select(ranked => ranked.Curve).Where(curve => curve.Direction == AblationDirection.Random)];
        if (randoms.Length == 0)
            return [];
        return curves.Where(ranked => ranked.Curve.Direction != AblationDirection.Random)
            .GroupBy(ranked => (ranked.Curve.Order, ranked.Quantizer, ranked.MeasureSplit))
            .SelectMany(pair => OfOrder([.. pair], randoms, inactive, largestClass));
    }

    private static IEnumerable<ReadingRow> OfOrder(RankedCurve[] pair, AblationCurve[] randoms, int inactive, int largestClass)
    {
        var ascending = Array.Find(pair, ranked => ranked.Curve.Direction == AblationDirection.Ascending)?.Curve;
        var descending = Array.Find(pair, ranked => ranked.Curve.Direction == AblationDirection.Descending)?.Curve;
        if (ascending is null || descending is null)
            return [];
        var band = new AccuracyBand(ascending.Correct[0], largestClass, ascending.Total, new ReadingSettings());
        return ScopeReadings.Of(ascending, descending, randoms, band, inactive).Select(reading => new ReadingRow(
            new ReadingKey(ascending.Scope.Name, ascending.Order, pair[0].Quantizer?.Name ?? "", reading.Name, reading.Direction?.NameOf() ?? ""), reading.Value, reading.Detail));
    }
}
