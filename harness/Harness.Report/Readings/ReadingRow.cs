namespace Harness.Report.Readings;

/// <summary>One reading of one run.</summary>
/// <param name="Value">NaN where it is undefined.</param>
internal sealed record ReadingRow(ReadingKey Key, double Value, string Detail);
