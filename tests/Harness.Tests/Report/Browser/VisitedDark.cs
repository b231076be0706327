namespace Harness.Report.Tests.Browser;

/// <summary>The page on a dark screen.</summary>
internal sealed record VisitedDark(string Ground, string[] Inks, int[] Marks);
