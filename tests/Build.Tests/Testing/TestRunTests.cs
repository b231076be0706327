using Harness.Build.Processes;
using Harness.Build.Testing;

namespace Harness.Build.Tests.Testing;

public class TestRunTests
{
    private static readonly TestOutcome Good = TestOutcome.Empty with { Passed = 5 };

    [Fact]
    public void A_crash_counts_as_a_failure_and_shows_what_was_said()
    {
        var failure = Assert.Single(TestRun.Judge("A.Tests", new CommandResult(134, "Stack overflow.", false), null).Failures);
        Assert.Equal(new TestFailure("A.Tests did not reach its end: exit code 134", "Stack overflow."), failure);
    }

    [Fact]
    public void So_does_a_run_that_takes_too_long() =>
        Assert.Contains("time limit", Assert.Single(TestRun.Judge("A.Tests", new CommandResult(137, "", true), null).Failures).Name, StringComparison.Ordinal);

    [Fact]
    public void And_a_bad_end_after_good_results() =>
        Assert.Equal("5 passed, 1 failed, 0 skipped", TestRun.Judge("A.Tests", new CommandResult(139, "", false), Good).ToString());

    [Fact]
    public void A_failed_test_is_not_counted_twice()
    {
        var results = Good.WithFailure("one", "why");
        Assert.Same(results, TestRun.Judge("A.Tests", new CommandResult(1, "", false), results));
    }
}
