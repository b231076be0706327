using Engine.Data;
using Engine.Networks;
using Engine.Training;

namespace Testing.Training;

/// <summary>Trains one network and keeps what the tests compare.</summary>
internal static class Runs
{
    /// <returns>The outcome of each epoch, and the network after the last.</returns>
    public static (IReadOnlyList<EpochOutcome> Epochs, Network Network) Train(
        ITrainer trainer, TrainingJob job, DataSplits data, int epochs, int threads = 1)
    {
        using var session = trainer.Open([job], new TrainingContext(data, threads));
        EpochOutcome[] outcomes = [.. Enumerable.Range(0, epochs).Select(_ => session.RunEpoch(CancellationToken.None)[0])];
        Assert.All(outcomes, outcome => Assert.Null(outcome.Failure));
        return (outcomes, session.Snapshot(0));
    }

    public static double[] Losses(IEnumerable<EpochOutcome> epochs) => [.. epochs.Select(epoch => epoch.Record!.Train.Loss)];

    /// <summary>All parameters and running statistics by name, in a fixed order.</summary>
    public static IEnumerable<(string Name, float[] Values)> Blocks(Network network)
    {
        for (var layer = 0; layer < network.Layers.Length; layer++)
        {
            var dense = network.Layers[layer];
            yield return ($"weight {layer + 1}", dense.Weight);
            yield return ($"bias {layer + 1}", dense.Bias);
            if (dense.Normalization is not { } norm)
                continue;
            yield return ($"gamma {layer + 1}", norm.Gamma);
            yield return ($"beta {layer + 1}", norm.Beta);
            yield return ($"running mean {layer + 1}", norm.RunningMean);
            yield return ($"running variance {layer + 1}", norm.RunningVariance);
        }
    }

    /// <summary>Asserts that all blocks of two networks agree as float32 results of <paramref name="steps"/> steps do.</summary>
    public static void AssertClose(Network expected, Network actual, int steps)
    {
        foreach (var (a, b) in Blocks(expected).Zip(Blocks(actual)))
            Deviation.Within(TrainingTolerance.Weights(steps), [.. a.Values], [.. b.Values], TrainingTolerance.Floor, a.Name);
    }

    /// <summary>Every bit of the network.</summary>
    public static int[] Bits(Network network) =>
        [.. Blocks(network).SelectMany(block => block.Values).Select(BitConverter.SingleToInt32Bits)];
}
