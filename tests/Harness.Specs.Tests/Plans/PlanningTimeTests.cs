using System.Diagnostics;
using Harness.Specs.Plans;

namespace Harness.Specs.Tests.Plans;

/// <summary>Runs after all other tests, so that the processor time of the process is its own.</summary>
[Collection(nameof(PlanningTimeTests))]
[CollectionDefinition(nameof(PlanningTimeTests), DisableParallelization = true)]
public class PlanningTimeTests
{
    [Theory]
    [InlineData(10, 10)]
    [InlineData(1, 100)]
    public void Ten_thousand_runs_are_read_and_planned_in_under_a_second(int seeds, int epochs)
    {
        var text = Specs.Minimal + $"seeds: {seeds}\nsweep: {{training.l2: [{List(0, 100, "e-5")}], training.epochs: [{List(1, epochs, "")}]}}";
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var runs = RunPlan.Create(Specs.Read(text), "simd");
        process.Refresh();
        var used = process.TotalProcessorTime - before;
        TestContext.Current.TestOutputHelper!.WriteLine($"{used.TotalMilliseconds} ms");
        Assert.Equal(10_000, runs.Select(run => run.RunId).Distinct().Count());
        Assert.True(used < TimeSpan.FromSeconds(1), $"{used.TotalMilliseconds} ms of processor time");
    }

    private static string List(int first, int count, string suffix) =>
        string.Join(',', Enumerable.Range(first, count).Select(i => $"{i}{suffix}"));
}
