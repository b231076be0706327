namespace Harness.Build.Testing;

/// <summary>What came of one project's tests. A crash, like an error outside of a test, counts as a failure.</summary>
internal sealed record TestOutcome(int Passed, IReadOnlyList<TestFailure> Failures, IReadOnlyList<TestSkip> Skips)
{
    public static TestOutcome Empty { get; } = new(0, [], []);

    public TestOutcome WithFailure(string name, string text) => this with { Failures = [.. Failures, new TestFailure(name, text)] };

    public override string ToString() => $"{Passed} passed, {Failures.Count} failed, {Skips.Count} skipped";
}
