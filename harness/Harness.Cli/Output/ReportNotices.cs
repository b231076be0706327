using Harness.Report;

namespace Harness.Cli.Output;

/// <summary>Tells on stderr what a report lacks.</summary>
internal static class ReportNotices
{
    public static void Show(ReportOutcome report)
    {
        foreach (var notice in report.Notices)
            Terminal.Error.Line($"note: {notice.About} {notice.Text}{string.Concat(notice.Details.Select(detail => $"\n  {detail}"))}");
    }
}
