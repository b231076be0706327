using Engine.Ablation;
using Engine.Measures;
using Engine.Networks;

namespace Testing.Analysis;

/// <summary>Runs of a sweep share a device: what one of them asks for changes no bit of another's answer.</summary>
public abstract partial class AnalysisDeviceContract
{
    private const int SessionsAtATime = 4;

    [Fact]
    public async Task Sessions_of_several_threads_leave_each_other_alone()
    {
        AblationCase[] cases = [.. Enumerable.Range(0, SessionsAtATime).Select(
            i => new AblationCase("9-12", i % 2 == 0 ? Activation.Relu : Activation.Tanh, i == 3, 6, 4, 150 + (64 * i), i % 3))];
        SessionOutcome[] alone = [.. cases.Select(AskAll)];
        // A thread each: work of the pool may run one after another.
        var together = await Task.WhenAll(
            cases.Select(which => Task.Factory.StartNew(
                () => AskAll(which), Cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        foreach (var (expected, found) in alone.Zip(together))
        {
            Agreement.Identical(expected.Curves, found.Curves);
            Assert.Equal(expected.Loss, found.Loss);
            Assert.Equal(expected.Counts, found.Counts);
        }
    }

    private SessionOutcome AskAll(AblationCase which)
    {
        using var session = Device.Open(which.Network, Ample);
        var loss = session.Evaluate(which.Data).Loss;
        var layers = session.Measure(which.Data, [QuantizerRule.OneBit], false, Cancellation);
        var histograms = layers.SelectMany(layer => layer.Quantized).SelectMany(layer => layer.Histograms);
        int[] counts = [.. histograms.SelectMany(histogram => histogram.Counts.Counts.ToArray())];
        return new SessionOutcome(session.Ablate(which.Request(), Cancellation), loss, counts);
    }

    private sealed record SessionOutcome(IReadOnlyList<AblationCurve> Curves, double Loss, int[] Counts);
}
