using Engine;
using Harness.Tests.Runs.Sweeps;
using Testing.Results;

namespace Harness.Tests.Runs.Execution;

/// <summary>Training that ends when the validation loss falls no more.</summary>
public sealed class EarlyStoppingTests
{
    private const int Epochs = 40, Patience = 2;

    private static readonly string[] Settings =
        [$"training.epochs={Epochs}", "training.learning_rate=0.05", "training.batch_norm=true", "measures.permutations=0"];

    private static readonly string[] Stopping = [.. Settings, $"training.patience={Patience}"];

    [Fact]
    public void The_network_of_the_lowest_validation_loss_is_kept()
    {
        using TemporaryFolder stopped = new(), whole = new(), asFar = new();
        var result = new TestSweep(stopped["out"], [.. Stopping, "seeds=1"]).Run();
        var runs = ResultTables.Of(stopped["out"], "runs");
        int best = int.Parse(runs["best_epoch"].Cell(0)!), last = int.Parse(runs["last_epoch"].Cell(0)!);
        var epochs = ResultTables.Of(stopped["out"], "epochs");
        var losses = epochs.Values<double>("validation_loss");
        // By the definition: the first lowest of all, and as many after it as patience has, unless the epochs were over.
        Assert.Equal(Array.IndexOf(losses, losses.Min()) + 1, best);
        Assert.Equal(best + Patience, last);
        Assert.Equal((last, true), (epochs.Rows, last < Epochs));
        Assert.Equal(result.Ended[0].LastEpoch, last);

        // The same training up to that epoch ends with the same network, and what is measured is that network's.
        new TestSweep(asFar["out"], [.. Settings, "seeds=1", $"training.epochs={best}"]).Run();
        Assert.Equal(Model(asFar), Model(stopped));
        string[] same = ["validation_accuracy", "test_accuracy", "train_loss", "test_loss"];
        Assert.All(same, column => Assert.Equal(ResultTables.Of(asFar["out"], "runs")[column].Cell(0), runs[column].Cell(0)));

        // Without patience nothing of it is recorded, and all epochs are trained.
        new TestSweep(whole["out"], [.. Settings, "seeds=1", "training.epochs=3"]).Run();
        Assert.Null(ResultTables.Of(whole["out"], "runs")["best_epoch"].Cell(0));
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(3, 2)]
    [InlineData(3, 9)]
    public void Stopped_and_resumed_in_a_stack_of_runs_that_end_at_different_epochs_it_has_the_same_bytes(int stack, int epoch)
    {
        string[] sweep = [.. Stopping, "seeds=1", "sweep={training.learning_rate: [0.05, 0.02, 0.2]}"];
        using TemporaryFolder alone = new(), parts = new();
        var whole = new TestSweep(alone["out"], sweep).Run();
        Assert.True(whole.Ended.Select(row => row.LastEpoch).Distinct().Count() > 1);
        using var stop = new CancellationTokenSource();
        new TestSweep(parts["out"], sweep)
        {
            Stack = stack,
            Progress = new Observer(at =>
            {
                if (at == $"epoch {epoch}")
                    stop.Cancel();
            }),
        }.RunUntil(stop.Token);
        Assert.Equal(3, new TestSweep(parts["out"], sweep) { Stack = stack }.Run().AllDone.Count);
        SameResults.AssertSame(alone["out"], parts["out"]);
    }

    [Fact]
    public void Without_validation_samples_it_is_refused_naming_both_keys()
    {
        using var folder = new TemporaryFolder();
        var sweep = new TestSweep(folder["out"], [.. Stopping, "training.validation=0", "measures.split=test"]);
        var mistake = Assert.ThrowsAny<UserErrorException>(() => sweep.Run());
        Assert.Contains("training.patience is 2 and training.validation 0", mistake.Message, StringComparison.Ordinal);
    }

    private static byte[] Model(TemporaryFolder folder) => File.ReadAllBytes(Directory.GetFiles(folder["out/models"]).Single());
}
