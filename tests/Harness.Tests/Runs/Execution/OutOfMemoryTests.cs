using Engine;
using Engine.Simd;
using Engine.Training;
using Harness.Runs.Execution;
using Harness.Tests.Runs.Sweeps;
using Testing.Results;

namespace Harness.Tests.Runs.Execution;

/// <summary>
/// A run that memory has no room for is tried once more, alone; the first run that fails ends the sweep where that is asked for.
/// </summary>
public sealed class OutOfMemoryTests(FinishedSweep reference) : IClassFixture<FinishedSweep>
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(1, 2)]
    public void At_the_second_try_it_is_done_and_nothing_differs(int stack, int jobs)
    {
        using var folder = new TemporaryFolder();
        List<string> told = [];
        var trainer = new Tight(times: 1);
        var result = new TestSweep(folder["out"])
        {
            Stack = stack,
            Jobs = jobs,
            Trainer = trainer,
            Progress = new Observer(at => { lock (told) told.Add(at); }),
        }.Run();
        Assert.Equal((3, 0, 0), (result.Done, result.Failed, result.DoneElsewhere.Length));
        Assert.Single(told, at => at.Contains("out of memory; it is tried once more, alone", StringComparison.Ordinal));
        SameResults.AssertSame(reference.Path, folder["out"]);
    }

    [Fact]
    public void At_the_second_time_it_has_failed_and_the_others_go_on()
    {
        using var folder = new TemporaryFolder();
        var result = new TestSweep(folder["out"]) { Trainer = new Tight(times: 2, seed: 1) }.Run();
        Assert.Equal((2, 1), (result.Done, result.Failed));
        Assert.Matches(
            @"^out of memory: \d+ MiB may be used in all\. Give the process more, or lower network\.hidden or training\.batch_size\.$",
            result.Ended.Single(row => row.Error is not null).Error);
    }

    [Fact]
    public void With_fail_fast_the_first_failure_is_the_last()
    {
        string[] diverging = ["seeds=1", "training.optimizer=sgd", "sweep={training.learning_rate: [1e6, 0.05, 0.01]}"];
        using var folder = new TemporaryFolder();
        var result = new TestSweep(folder["out"], diverging) { Options = new SweepOptions(1, 1, 64 << 20) { FailFast = true } }.Run();
        Assert.Equal((0, 1, false), (result.Done, result.Failed, result.Cancelled));
        Assert.Equal((2, 1), (new TestSweep(folder["out"], diverging).Run() is var rest ? (rest.Done, rest.Failed) : default));
    }

    /// <summary>Has no memory for the first so many sessions, or those of one seed.</summary>
    private sealed class Tight(int times, ulong? seed = null) : ITrainer
    {
        private readonly SimdTrainer _trainer = new();
        private int _left = times;

        public string Name => _trainer.Name;

        public Availability Availability => _trainer.Availability;

        public string InstructionSet => _trainer.InstructionSet;

        public int StackLimit => _trainer.StackLimit;

        public ITrainingSession Open(IReadOnlyList<TrainingJob> stack, TrainingContext context) =>
            (seed is null || stack[0].Seed == seed) && Interlocked.Decrement(ref _left) >= 0
                ? throw new InsufficientMemoryException()
                : _trainer.Open(stack, context);
    }
}
