using Harness.Runs.Execution;
using Harness.Tests.Runs.Sweeps;
using Testing.Results;

namespace Harness.Tests.Runs.Execution;

/// <summary>A training that was stopped goes on from its checkpoint, to the same bytes as one that was not.</summary>
public sealed class CheckpointTests
{
    private const int Epochs = 6, Stop = 4;

    /// <summary>Everything that is gathered during training: epochs, the information plane.</summary>
    private static readonly string[] Watched =
        ["seeds=1", $"training.epochs={Epochs}", "information_plane.estimators=[binning-30, pairwise-upper]",
            "information_plane.epochs=all", "information_plane.samples=200", "training.batch_norm=true", "training.dropout=0.1"];

    [Fact]
    public void What_was_trained_is_not_trained_again_and_nothing_differs()
    {
        using TemporaryFolder whole = new(), parts = new();
        new TestSweep(whole["out"], Watched).Run();
        Interrupt(parts["out"], Watched);
        Assert.Single(Directory.GetFiles(parts["out/checkpoints"]));
        List<string> told = [];
        Assert.Equal(1, new TestSweep(parts["out"], Watched) { Progress = new Observer(told.Add) }.Run().Done);
        // The epoch that it was stopped after, then those that were left.
        Assert.Equal(
            [$"epoch {Stop}", $"epoch {Stop + 1}", $"epoch {Epochs}"], told.Where(at => at.StartsWith("epoch", StringComparison.Ordinal)));
        SameResults.AssertSame(whole["out"], parts["out"]);
        Assert.False(Directory.Exists(parts["out/checkpoints"]));
    }

    [Fact]
    public void A_checkpoint_of_a_training_on_other_data_is_not_gone_on_with()
    {
        using var folder = new TemporaryFolder();
        Interrupt(folder["out"], Watched);
        var sweep = new TestSweep(folder["out"], Watched);
        var run = sweep.Plan[0];
        List<string> told = [];
        using (var same = Read(sweep.Loader.Load(run.Spec.Dataset).Sha256))
            Assert.NotNull(same);
        Assert.Empty(told);
        Assert.Null(Read(new string('0', 64)));
        Assert.Contains("a training on other data; training begins anew", Assert.Single(told), StringComparison.Ordinal);

        Checkpoint? Read(string data) => Checkpoint.Read(sweep.Folder, StackWork.Of([run]), data, told.Add);
    }

    /// <param name="lost">Whether the network of an epoch has gone, without which there is no going on.</param>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Networks_at_epochs_go_on_too(bool lost)
    {
        string[] followed =
            ["seeds=2", $"training.epochs={Epochs}", "measures.epochs=all", "ablation.epochs=[3]", "measures.models=true"];
        using TemporaryFolder whole = new(), parts = new();
        new TestSweep(whole["out"], followed).Run();
        Interrupt(parts["out"], followed, stack: 2);
        var networks = Directory.GetFiles(parts["out/checkpoints"], "*.safetensors");
        // Before the first step and after each epoch, of both.
        Assert.Equal(2 * (Stop + 1), networks.Length);
        if (lost)
            File.Delete(networks[3]);
        List<string> told = [];
        new TestSweep(parts["out"], followed) { Stack = 2, Progress = new Observer(told.Add) }.Run();
        Assert.Equal($"epoch {(lost ? 1 : Stop)}", told.First(at => at.StartsWith("epoch", StringComparison.Ordinal)));
        Assert.Equal(lost, told.Any(line => line.Contains("is missing; training begins anew", StringComparison.Ordinal)));
        SameResults.AssertSame(whole["out"], parts["out"]);
        Assert.False(Directory.Exists(parts["out/checkpoints"]));
    }

    [Fact]
    public void Pictures_go_on_too()
    {
        string[] moons =
            ["dataset=two-moons", "network.hidden=[2, 2]", "network.activation=tanh", "seeds=1", $"training.epochs={Epochs}",
                "pictures.grid=5"];
        using TemporaryFolder whole = new(), parts = new();
        new TestSweep(whole["out"], moons).Run();
        Interrupt(parts["out"], moons);
        new TestSweep(parts["out"], moons).Run();
        SameResults.AssertSame(whole["out"], parts["out"]);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void A_stack_goes_on_as_a_whole(int stack)
    {
        string[] seeds = ["seeds=3", $"training.epochs={Epochs}"];
        using TemporaryFolder whole = new(), parts = new();
        new TestSweep(whole["out"], seeds).Run();
        Interrupt(parts["out"], seeds, stack);
        List<string> told = [];
        new TestSweep(parts["out"], seeds) { Stack = stack, Progress = new Observer(told.Add) }.Run();
        Assert.Equal($"epoch {Stop}", told.First(at => at.StartsWith("epoch", StringComparison.Ordinal)));
        SameResults.AssertSame(whole["out"], parts["out"]);
    }

    [Fact]
    public void One_that_is_damaged_is_told_and_training_begins_anew()
    {
        using TemporaryFolder whole = new(), parts = new();
        new TestSweep(whole["out"], Watched).Run();
        Interrupt(parts["out"], Watched);
        var file = Directory.GetFiles(parts["out/checkpoints"]).Single();
        Func<byte[], byte[]>[] damages =
        [
            bytes => bytes[..^9],
            bytes => [.. bytes[..200], (byte)(bytes[200] ^ 1), .. bytes[201..]],
            _ => [],
            _ => "another file"u8.ToArray(),
        ];
        foreach (var damage in damages)
        {
            var bytes = File.ReadAllBytes(file);
            File.WriteAllBytes(file, damage(bytes));
            List<string> told = [];
            using var stop = new CancellationTokenSource();
            new TestSweep(parts["out"], Watched) { Progress = new Observer(at => Note(at, told, stop)) }.RunUntil(stop.Token);
            Assert.Contains(
                told, at =>
                    at.Contains("; training begins anew", StringComparison.Ordinal)
                        && at.Contains(file, StringComparison.Ordinal));
            File.WriteAllBytes(file, bytes);
        }
        new TestSweep(parts["out"], Watched).Run();
        SameResults.AssertSame(whole["out"], parts["out"]);
    }

    [Fact]
    public void One_after_every_epoch_outlives_a_process_that_is_killed()
    {
        using TemporaryFolder folder = new();
        List<long> sizes = [];
        var sweep = new TestSweep(folder["out"], Watched)
        {
            Options = new SweepOptions(1, 1, 64 << 20) { CheckpointInterval = TimeSpan.Zero },
            Progress = new Observer(at =>
                sizes.AddRange(at.StartsWith("epoch", StringComparison.Ordinal) && Directory.Exists(folder["out/checkpoints"])
                ? Directory.GetFiles(folder["out/checkpoints"]).Select(file => new FileInfo(file).Length) : [])),
        };
        sweep.Run();
        // Before epoch 2 to 6 ends there is the checkpoint of the one before, which grows with what is recorded.
        Assert.Equal(Epochs - 1, sizes.Count);
        Assert.Equal(sizes.Order().Distinct(), sizes);
    }

    [Fact]
    public void A_checkpoint_that_cannot_be_written_fails_nothing()
    {
        using TemporaryFolder folder = new();
        List<string> told = [];
        var sweep = new TestSweep(folder["out"], Watched)
        {
            Options = new SweepOptions(1, 1, 64 << 20) { CheckpointInterval = TimeSpan.Zero },
            Progress = new Observer(at =>
            {
                // A file where the folder is needed.
                if (at == "started")
                    folder.Write("out/checkpoints", "");
                told.Add(at);
            }),
        };
        Assert.Equal(1, sweep.Run().Done);
        Assert.Equal(Epochs, told.Count(at => at.StartsWith("no checkpoint: ", StringComparison.Ordinal)));
    }

    private static void Interrupt(string output, string[] settings, int stack = 1)
    {
        using var stop = new CancellationTokenSource();
        var sweep = new TestSweep(output, settings) { Stack = stack, Progress = new Observer(at => Note(at, [], stop)) };
        Assert.True(sweep.RunUntil(stop.Token).Cancelled);
    }

    private static void Note(string at, List<string> told, CancellationTokenSource stop)
    {
        told.Add(at);
        if (at == $"epoch {Stop}")
            stop.Cancel();
    }
}
