namespace Harness.Report.Tests.Browser;

/// <summary>A file that was saved.</summary>
internal sealed record VisitedFile(string Name, string Start, int Bytes);
