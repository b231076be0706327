using Engine.Ablation;
using Harness.Tests.Runs.Sweeps;
using Testing.Results;

namespace Harness.Tests.Runs.Execution;

/// <summary>A check that fails is a fault of ours, and its network is what a report of it needs.</summary>
public sealed class FailedCheckTests(FinishedSweep reference) : IClassFixture<FinishedSweep>
{
    [Fact]
    public void The_network_is_kept_and_named_until_the_run_is_done_again()
    {
        using var folder = new TemporaryFolder();
        var result = new TestSweep(folder["out"]) { Device = new FailingDevice(() => ScoreCheck.Failure("somewhere", "something")) }.Run();
        Assert.Equal((0, 3), (result.Done, result.Failed));
        foreach (var row in result.Ended)
        {
            var kept = Path.Combine(folder["out/evidence"], row.RunId + ".safetensors");
            Assert.Contains("ablation check failed: somewhere: something", row.Error, StringComparison.Ordinal);
            // Wherever the folder is: the rows of two folders are the same.
            Assert.EndsWith($"It is kept in evidence/{row.RunId}.safetensors.", row.Error, StringComparison.Ordinal);
            // The same training, so the same bytes as the model of the run that did not fail.
            Assert.Equal(File.ReadAllBytes(Path.Combine(reference.Path, "models", row.RunId + ".safetensors")), File.ReadAllBytes(kept));
        }
        Assert.Equal(3, new TestSweep(folder["out"]).Run().Done);
        SameResults.AssertSame(reference.Path, folder["out"]);
    }
}
