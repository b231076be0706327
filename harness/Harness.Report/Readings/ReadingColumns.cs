namespace Harness.Report.Readings;

/// <summary>Readings column by column, as the page's script takes them.</summary>
internal static class ReadingColumns
{
    public const string Name = "readings";

    public static object Of(IReadOnlyList<PointReading> rows) => new
    {
        Point = rows.Select(row => row.Point),
        Scope = rows.Select(row => row.Key.Scope),
        Order = rows.Select(row => row.Key.Order),
        Quantizer = rows.Select(row => row.Key.Quantizer),
        MeasureSplit = rows.Select(row => row.Key.MeasureSplit),
        Name = rows.Select(row => row.Key.Name),
        Direction = rows.Select(row => row.Key.Direction),
        Mean = rows.Select(row => row.Mean),
        Low = rows.Select(row => row.Low),
        High = rows.Select(row => row.High),
        Seeds = rows.Select(row => row.Seeds),
        Detail = rows.Select(row => row.Detail),
    };
}
