using Engine;
using Engine.Ablation;
using Engine.Analysis;
using Engine.Networks;
using Harness.Tests.Runs.Sweeps;
using Kernels.Simd;
using Testing.Results;

namespace Harness.Tests.Runs.Execution;

/// <summary>A check that fails is a fault of ours, and its network is what a report of it needs.</summary>
public sealed class FailedCheckTests(FinishedSweep reference) : IClassFixture<FinishedSweep>
{
    [Fact]
    public void The_network_is_kept_and_named_until_the_run_is_done_again()
    {
        using var folder = new TemporaryFolder();
        var result = new TestSweep(folder["out"]) { Device = new Failing() }.Run();
        Assert.Equal((0, 3), (result.Done, result.Failed));
        foreach (var row in result.Ended)
        {
            var kept = Path.Combine(folder["out/evidence"], row.RunId + ".safetensors");
            Assert.Contains("ablation check failed: somewhere: something", row.Error, StringComparison.Ordinal);
            Assert.EndsWith($"It is kept in {kept}.", row.Error, StringComparison.Ordinal);
            // The same training, so the same bytes as the model of the run that did not fail.
            Assert.Equal(File.ReadAllBytes(Path.Combine(reference.Path, "models", row.RunId + ".safetensors")), File.ReadAllBytes(kept));
        }
        Assert.Equal(3, new TestSweep(folder["out"]).Run().Done);
        SameResults.AssertSame(reference.Path, folder["out"]);
    }

    private sealed class Failing : IAnalysisDevice
    {
        private readonly SimdDevice _device = new();

        public string Name => _device.Name;

        public Availability Availability => _device.Availability;

        public string InstructionSet => _device.InstructionSet;

        public IAnalysisSession Open(Network network, AnalysisResources resources) => throw ScoreCheck.Failure("somewhere", "something");
    }
}
