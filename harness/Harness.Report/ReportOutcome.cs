using Harness.Report.Reading;

namespace Harness.Report;

/// <summary>A report that was written.</summary>
/// <param name="Path">The file.</param>
/// <param name="Notices">What it lacks.</param>
public sealed record ReportOutcome(string Path, int Runs, int Failed, IReadOnlyList<Notice> Notices);
