using Engine.Analysis;
using Engine.Data;
using Engine.Networks;
using Harness.Runs.Storage;
using Harness.Runs.Watching;
using Harness.Specs.Plans;
using Testing.Results;

namespace Harness.Tests.Runs.Watching;

/// <summary>Watches that are stopped while they look at a network, and go on.</summary>
public sealed class TrainingWatchesTests
{
    private const int Epoch = 3;

    /// <summary>Pictures come first. Where they are not due at the epoch, the stop comes when they are done and the plane is not.</summary>
    [Theory]
    [InlineData("all")]
    [InlineData("[0]")]
    public void An_epoch_that_one_was_stopped_in_is_seen_once_by_each_when_it_goes_on(string pictures)
    {
        using TemporaryFolder whole = new(), parts = new();
        using TrainingWatches once = Open(pictures), stopped = Open(pictures), resumed = Open(pictures);
        once.See(Epoch, Snapshot, CancellationToken.None);
        once.Write(new ResultFolder(whole["out"]), "run");
        using (var stop = new CancellationTokenSource())
            Assert.Throws<OperationCanceledException>(() => stopped.See(
                Epoch,
                () =>
                {
                    stop.Cancel();
                    return Snapshot();
                },
                stop.Token));
        resumed.Load(Saved(stopped));
        // Twice: what has seen it does not look again.
        resumed.See(Epoch, Snapshot, CancellationToken.None);
        resumed.See(Epoch, () => throw new InvalidOperationException("it was seen"), CancellationToken.None);
        resumed.Write(new ResultFolder(parts["out"]), "run");
        SameResults.AssertSame(whole["out"], parts["out"]);
        Assert.True(ResultTables.Of(parts["out"], "information_plane", "run").Rows > 0);
    }

    private static BinaryReader Saved(TrainingWatches watches)
    {
        var state = new MemoryStream();
        watches.Save(new BinaryWriter(state));
        state.Position = 0;
        return new BinaryReader(state);
    }

    private static TrainingWatches Open(string pictures)
    {
        var spec = Specs.Specs.Run($"pictures: {{grid: 5, epochs: {pictures}}}\ninformation_plane: {{estimators: [binning-30]}}");
        var data = new DataSplits(Points(12), Points(4), Points(4));
        var run = new PlannedRun(spec, "run", "{}");
        return TrainingWatches.Of(
            run, new CheckpointFolder("unused"), data, InputScale.Identity, [], new AnalysisResources(1, 1 << 20), _ => { });
    }

    private static LabelledData Points(int samples) => new(
        new FloatFeatures([.. Enumerable.Range(0, 2 * samples).Select(i => (i % 5) - 2f)], samples, 2),
        [.. Enumerable.Range(0, samples).Select(i => (byte)(i % 2))], 2);

    private static Network Snapshot() => new(
        [new DenseLayer(2, 2, [1, -1, 0.5f, 2], [0, 0.25f]), new DenseLayer(2, 2, [1, 0, 0, 1], [0, 0])], Activation.Tanh);
}
