namespace Harness.Report.Readings;

/// <summary>Which reading of which order: what runs are compared by. A text is empty where it does not apply.</summary>
internal sealed record ReadingKey(string Scope, string Order, string Quantizer, string Name, string Direction);
