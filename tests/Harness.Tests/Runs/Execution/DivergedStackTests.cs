using Engine.Simd;
using Engine.Torch;
using Engine.Training;
using Harness.Tests.Runs.Sweeps;
using Testing.Results;

namespace Harness.Tests.Runs.Execution;

/// <summary>Runs of a stack that diverge, beside others that early stopping ends at different epochs: stopped and resumed, with networks
/// kept at epochs, the folder has the bytes of one that was never stopped.</summary>
public sealed class DivergedStackTests
{
    private static readonly double[] Rates = [0.05, 0.02, 0.2];

    private static readonly string[] Settings =
    [
        "seeds=1", "training.epochs=12", "training.patience=2", "training.batch_norm=true", "training.dropout=[0.1, 0]",
        "training.warmup=1", "training.schedule=cosine", "measures.permutations=0", "measures.epochs=[0, 2, 4]", "measures.models=true",
        "ablation.random=1",
    ];

    public static TheoryData<string, int[], int> Stacks() => new MatrixTheoryData<string, int[], int>(
        ["simd", "torch-cpu"], [[0], [1], [2], [0, 2], [0, 1, 2]], [3]);

    /// <param name="diverging">Places of the runs that diverge, of three.</param>
    /// <param name="stop">The epoch after which it is stopped.</param>
    [Theory]
    [MemberData(nameof(Stacks))]
    public void Stopped_and_resumed_the_bytes_are_the_same(string name, int[] diverging, int stop)
    {
        var trainer = Trainer(name);
        string[] settings = [.. Settings, $"sweep={{training.learning_rate: [{string.Join(", ", Rates.Select(Rate))}]}}"];
        using TemporaryFolder whole = new(), parts = new();
        var expected = new TestSweep(whole["out"], settings) { Trainer = trainer, Stack = 3 }.Run();
        Assert.Equal((3 - diverging.Length, diverging.Length), (expected.Done, expected.Failed));
        Assert.All(diverging, i => Assert.StartsWith("training diverged in epoch ", expected.Ended[i].Error, StringComparison.Ordinal));
        var stopped = Interrupt(parts["out"], settings, trainer, stop);
        // Of a stack that has diverged as a whole there is nothing to stop.
        Assert.Equal(diverging.Length < Rates.Length, stopped);
        var rest = new TestSweep(parts["out"], settings) { Trainer = trainer, Stack = 3 }.Run();
        Assert.Equal(3 - diverging.Length, rest.Done);
        SameResults.AssertSame(whole["out"], parts["out"]);
        Assert.False(Directory.Exists(parts["out/checkpoints"]));

        string Rate(double rate, int place) => diverging.Contains(place) ? $"{place + 1}e38" : $"{rate}";
    }

    private static bool Interrupt(string output, string[] settings, ITrainer trainer, int epoch)
    {
        using var stop = new CancellationTokenSource();
        return new TestSweep(output, settings)
        {
            Trainer = trainer,
            Stack = 3,
            Progress = new Observer(at =>
            {
                if (at == $"epoch {epoch}")
                    stop.Cancel();
            }),
        }.RunUntil(stop.Token).Cancelled;
    }

    private static ITrainer Trainer(string name)
    {
        if (name == "simd")
            return new SimdTrainer();
        var torch = TorchTrainer.Cpu();
        Witness.Require(torch.Availability.IsAvailable, $"torch-cpu ({torch.Availability.Detail})");
        return torch;
    }
}
