namespace Harness.Runs.Gathering;

/// <summary>What was written of one table.</summary>
public sealed record ExportedTable(string Table, int Files, long Rows);
