using Harness.Specs.Plans;

namespace Harness.Tests.Specs.Plans;

/// <summary>
/// Large sweeps are planned at a cost that grows with their number of runs and no faster: counted in bytes, which no load of the machine
/// changes.
/// </summary>
public class PlanningCostTests
{
    [Theory]
    [InlineData(10, 10)]
    [InlineData(1, 100)]
    public void Ten_thousand_runs_cost_ten_times_what_a_thousand_do(int seeds, int epochs)
    {
        // Objects that are made once are made before.
        Plan(1, seeds, epochs);
        var (thousand, few) = Plan(10, seeds, epochs);
        var (tenThousand, many) = Plan(100, seeds, epochs);
        TestContext.Current.TestOutputHelper!.WriteLine($"{few / thousand} and {many / tenThousand} bytes a run");
        Assert.Equal((1000, 10_000), (thousand, tenThousand));
        Assert.InRange(many, few, 11 * few);
    }

    /// <returns>Different runs, and the bytes that planning them allocated.</returns>
    private static (int Runs, long Bytes) Plan(int weights, int seeds, int epochs)
    {
        var text = Specs.Minimal
            + $"seeds: {seeds}\nsweep: {{training.l2: [{List(0, weights, "e-5")}], training.epochs: [{List(1, epochs, "")}]}}";
        var before = GC.GetAllocatedBytesForCurrentThread();
        var runs = RunPlan.Create(Specs.Read(text), "simd");
        return (runs.Select(run => run.RunId).Distinct().Count(), GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static string List(int first, int count, string suffix) =>
        string.Join(',', Enumerable.Range(first, count).Select(i => $"{i}{suffix}"));
}
