using Harness.Tests.Runs.Sweeps;
using Testing.Results;

namespace Harness.Tests.Runs.Execution;

/// <summary>Runs that train as a stack come to the same files as alone.</summary>
public sealed class StackTests(FinishedSweep reference) : IClassFixture<FinishedSweep>
{
    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(64, 1)]
    public void With_the_embedded_trainer_the_bytes_are_the_same(int stack, int jobs)
    {
        using var folder = new TemporaryFolder();
        var result = new TestSweep(folder["out"]) { Stack = stack, Jobs = jobs }.Run();
        Assert.Equal((3, 0), (result.Done, result.Failed));
        SameResults.AssertSame(reference.Path, folder["out"]);
    }

    [Fact]
    public void A_run_that_diverges_fails_alone()
    {
        using var folder = new TemporaryFolder();
        var result = Diverging(folder["out"], 64).Run();
        Assert.Equal([false, true, false], result.Ended.Select(row => row.Error is not null));
        Assert.StartsWith("training diverged in epoch ", result.Ended[1].Error, StringComparison.Ordinal);
        using var alone = new TemporaryFolder();
        Diverging(alone["out"], 1).Run();
        SameResults.AssertSame(alone["out"], folder["out"]);
    }

    [Fact]
    public void What_is_watched_during_training_is_watched_in_a_stack()
    {
        string[] plane = ["information_plane.estimators=[binning-30]", "information_plane.epochs=log-2", "information_plane.samples=200"];
        using TemporaryFolder alone = new(), together = new();
        new TestSweep(alone["out"], plane).Run();
        new TestSweep(together["out"], plane) { Stack = 3 }.Run();
        Assert.Equal(3, Directory.GetFiles(together["out/information_plane"]).Length);
        SameResults.AssertSame(alone["out"], together["out"]);
    }

    [Fact]
    public void Stopped_while_the_second_is_analyzed_it_keeps_the_first_and_goes_on()
    {
        using var folder = new TemporaryFolder();
        using var stop = new CancellationTokenSource();
        var measured = 0;
        var sweep = new TestSweep(folder["out"])
        {
            Stack = 3,
            Progress = new Observer(at =>
            {
                if (at == "measuring" && ++measured == 2)
                    stop.Cancel();
            }),
        };
        var result = sweep.RunUntil(stop.Token);
        Assert.Equal((1, 0, true), (result.Done, result.Failed, result.Cancelled));
        Leftovers.AssertWhole(folder["out"]);
        var rest = new TestSweep(folder["out"]) { Stack = 3 }.Run();
        Assert.Equal((2, 1), (rest.Done, rest.DoneBefore.Length));
        SameResults.AssertSame(reference.Path, folder["out"]);
    }

    private static TestSweep Diverging(string output, int stack) =>
        new(output, "seeds=1", "training.optimizer=sgd", "sweep={training.learning_rate: [0.05, 1e6, 0.01]}") { Stack = stack };
}
