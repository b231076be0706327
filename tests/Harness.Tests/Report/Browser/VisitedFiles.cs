namespace Harness.Report.Tests.Browser;

/// <summary>What the first chart gives away.</summary>
internal sealed record VisitedFiles(VisitedFile Svg, VisitedFile Png, string Csv, int Rows);
