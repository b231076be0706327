using Engine;
using Harness.Runs.Execution;
using Harness.Tests.Runs.Sweeps;
using Testing.Results;

namespace Harness.Tests.Runs.Execution;

/// <summary>A device that dies in the middle: the runs at hand fail with its name, the others go on, and what failed is done again with
/// <c>--resume</c>.</summary>
public sealed class DyingDeviceTests(FinishedSweep reference) : IClassFixture<FinishedSweep>
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    public void In_training_the_stack_at_hand_fails_and_the_others_go_on(int stack, int failed)
    {
        const string Dead = "torch-cuda: CUDA error: unspecified launch failure";
        using var folder = new TemporaryFolder();
        var trainer = new DyingTrainer
        {
            Epoch = (first, epoch) =>
            {
                if (first.Seed == 0 && epoch == 1)
                    throw new UserErrorException(Dead);
            },
        };
        var result = new TestSweep(folder["out"]) { Trainer = trainer, Stack = stack }.Run();
        Assert.Equal((3 - failed, failed), (result.Done, result.Failed));
        Assert.All(result.Ended.Where(row => row.Error is not null), row => Assert.Equal(Dead, row.Error));
        AssertMended(folder["out"], stack, failed);
    }

    [Fact]
    public void In_an_analysis_the_run_at_hand_fails_and_the_others_go_on()
    {
        const string Dead = "the device ilgpu-cuda (GPU) failed: the device was lost. This run is lost.";
        using var folder = new TemporaryFolder();
        var asked = 0;
        var device = new DyingDevice(() =>
        {
            // Two layers and the network: the second scope of the second run.
            if (++asked == 5)
                throw new InvalidOperationException(Dead);
        });
        var result = new TestSweep(folder["out"]) { Device = device }.Run();
        Assert.Equal([false, true, false], result.Ended.Select(row => row.Error is not null));
        Assert.Equal($"InvalidOperationException: {Dead}", result.Ended[1].Error);
        AssertMended(folder["out"], 1, 1);
    }

    /// <summary>A stack on a GPU may have more state than a stream in memory holds.</summary>
    [Theory]
    [InlineData("Stream was too long.")]
    [InlineData(null)]
    public void A_state_that_is_too_large_for_a_checkpoint_fails_nothing(string? words)
    {
        using var folder = new TemporaryFolder();
        List<string> told = [];
        var result = new TestSweep(folder["out"])
        {
            Trainer = new DyingTrainer { Saving = () => throw (words is null ? new OverflowException() : new IOException(words)) },
            Options = new SweepOptions(1, 1, 64 << 20) { CheckpointInterval = TimeSpan.Zero },
            Progress = new Observer(told.Add),
        }.Run();
        Assert.Equal((3, 0), (result.Done, result.Failed));
        Assert.Contains(told, at => at.StartsWith("no checkpoint: ", StringComparison.Ordinal));
        SameResults.AssertSame(reference.Path, folder["out"]);
    }

    private void AssertMended(string output, int stack, int failed)
    {
        Assert.Equal(failed, new TestSweep(output) { Stack = stack }.Run().Done);
        SameResults.AssertSame(reference.Path, output);
    }
}
