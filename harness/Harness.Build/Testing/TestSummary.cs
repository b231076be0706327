namespace Harness.Build.Testing;

/// <summary>Prints every skip and failure in full, and the sum as the last line.</summary>
internal static class TestSummary
{
    /// <summary>The exit code: 1 when anything failed or nothing ran.</summary>
    public static int Print(IReadOnlyList<TestOutcome> outcomes, Action<string> print)
    {
        foreach (var skips in outcomes.SelectMany(outcome => outcome.Skips).GroupBy(skip => skip.Reason))
            print($"\nskipped: {skips.Key}\n{string.Join('\n', skips.Select(skip => $"  {skip.Name}"))}");
        foreach (var failure in outcomes.SelectMany(outcome => outcome.Failures))
            print($"\nFAILED: {failure.Name}\n{failure.Text}");
        var sum = outcomes.Aggregate(TestOutcome.Empty, Add);
        print($"\n{sum}");
        return sum.Failures.Count == 0 && sum.Passed > 0 ? 0 : 1;
    }

    private static TestOutcome Add(TestOutcome a, TestOutcome b) =>
        new(a.Passed + b.Passed, [.. a.Failures, .. b.Failures], [.. a.Skips, .. b.Skips]);
}
