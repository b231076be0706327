namespace Harness.Report.Tests.Browser;

/// <summary>What choosing the last value of a filter did.</summary>
internal sealed record VisitedFilter(string Name, int Count, string Said, bool Changed, bool Noted);
