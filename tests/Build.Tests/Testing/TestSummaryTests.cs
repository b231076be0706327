using Harness.Build.Testing;

namespace Harness.Build.Tests.Testing;

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
