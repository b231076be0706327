using Harness.Build;

namespace Build.Tests;

public sealed class ResultFileTests : IDisposable
{
    // As xunit.v3 writes it, shortened: two pass, one fails, one is skipped, one error outside of a test.
    private const string Sample = """
        <assemblies schema-version="3"><assembly name="A.dll" total="4" passed="2" failed="1" skipped="1" errors="1" not-run="0">
          <errors><error type="test-class-cleanup" name="A.B"><failure exception-type="X"><message>no room</message><stack-trace>at B</stack-trace></failure></error></errors>
          <collection name="c" total="4" passed="2" failed="1" skipped="1" not-run="0">
            <test name="A.B.one" type="A.B" method="one" time="0.1" result="Pass" />
            <test name="A.B.two" type="A.B" method="two" time="0.1" result="Pass"><output>said</output></test>
            <test name="A.B.three" type="A.B" method="three" time="0.1" result="Fail"><failure exception-type="Y"><message>2 is not 3</message><stack-trace>at three</stack-trace></failure></test>
            <test name="A.B.four" type="A.B" method="four" time="0" result="Skip"><reason>no GPU</reason></test>
            <test name="A.B.five" type="A.B" method="five" time="0" result="NotRun" />
          </collection>
        </assembly></assemblies>
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Tests_are_counted_and_failures_told_in_full()
    {
        var outcome = ResultFile.Read(folder.Write("a.xml", Sample))!;
        Assert.Equal("2 passed, 2 failed, 1 skipped", outcome.ToString());
        Assert.Equal(new TestFailure("A.B.three", "2 is not 3\nat three"), outcome.Failures[0]);
        Assert.Equal(new TestFailure("test-class-cleanup A.B", "no room\nat B"), outcome.Failures[1]);
        Assert.Equal(new TestSkip("A.B.four", "no GPU"), Assert.Single(outcome.Skips));
    }

    [Fact]
    public void A_file_cut_short_or_missing_is_no_result()
    {
        Assert.Null(ResultFile.Read(folder.Write("cut.xml", Sample[..300])));
        Assert.Null(ResultFile.Read(Path.Combine(folder.Path, "missing.xml")));
    }
}

public class TestRunTests
{
    private static readonly TestOutcome Good = TestOutcome.Empty with { Passed = 5 };

    [Fact]
    public void A_crash_counts_as_a_failure_and_shows_what_was_said()
    {
        var failure = Assert.Single(TestRuns.Judge("A.Tests", new CommandResult(134, "Stack overflow.", false), null).Failures);
        Assert.Equal(new TestFailure("A.Tests did not reach its end: exit code 134", "Stack overflow."), failure);
    }

    [Fact]
    public void So_does_a_run_that_takes_too_long() =>
        Assert.Contains(
            "time limit",
            Assert.Single(TestRuns.Judge("A.Tests", new CommandResult(137, "", true), null).Failures).Name,
            StringComparison.Ordinal);

    [Fact]
    public void And_a_bad_end_after_good_results() =>
        Assert.Equal("5 passed, 1 failed, 0 skipped", TestRuns.Judge("A.Tests", new CommandResult(139, "", false), Good).ToString());

    [Fact]
    public void A_failed_test_is_not_counted_twice()
    {
        var results = Good.WithFailure("one", "why");
        Assert.Same(results, TestRuns.Judge("A.Tests", new CommandResult(1, "", false), results));
    }
}

public class TestSummaryTests
{
    private readonly List<string> lines = [];

    [Fact]
    public void The_last_line_is_the_sum_over_all_projects()
    {
        var first = new TestOutcome(3, [], [new TestSkip("a", "no GPU"), new TestSkip("b", "no GPU")]);
        var second = new TestOutcome(4, [new TestFailure("c", "2 is not 3")], []);
        Assert.Equal(1, Print(first, second));
        Assert.Equal("7 passed, 1 failed, 2 skipped", lines[^1].Split('\n')[^1]);
        Assert.Contains("\nskipped: no GPU\n  a\n  b", lines);
        Assert.Contains("\nFAILED: c\n2 is not 3", lines);
    }

    [Fact]
    public void Good_is_that_some_passed_and_none_failed()
    {
        Assert.Equal(0, Print(TestOutcome.Empty with { Passed = 1 }));
        Assert.Equal(1, Print());
        Assert.Equal(1, Print(new TestOutcome(0, [], [new TestSkip("a", "no GPU")])));
    }

    private int Print(params TestOutcome[] outcomes) => TestSummary.Print(outcomes, lines.Add);
}
