namespace Harness.Tests.Report.Browser;

/// <summary>A report where scripts are off or forbidden, or a browser cannot unpack its data: a notice, and the tables.</summary>
public sealed class LockedPageTests(SweepPage page) : IClassFixture<SweepPage>
{
    [Fact]
    public void The_tables_are_there_and_a_notice_says_why_there_are_no_charts()
    {
        ReportBrowser.Require();
        var locked = ReportBrowser.Lock(Reporter.Write(page.Folder).Path);
        // Four configurations, two of them of two layers: (2 + 1) + (1 + 1) scopes, twice. Two seeds each.
        var tables = (Readings: 10, Runs: 8);
        LockedVisit[] scriptless = [locked.ScriptsOff, locked.Jenkins, locked.NoScripts];
        Assert.All(scriptless, visit => Assert.Contains("The charts need JavaScript", visit.Notice, StringComparison.Ordinal));
        Assert.Contains("no DecompressionStream", locked.NoUnpacking.Notice, StringComparison.Ordinal);
        Assert.Contains("cannot be drawn: of the test", locked.Damaged.Notice, StringComparison.Ordinal);
        Assert.All(
            [.. scriptless, locked.NoUnpacking, locked.Damaged],
            visit => Assert.Equal((tables, 0, 0), ((visit.Readings, visit.Runs), visit.Charts, visit.Bare)));
        Assert.Null(locked.Free.Notice);
        Assert.True(locked.Free.Charts > 0);
    }
}
