using Engine.Data;
using Engine.Networks;
using Engine.Training;

namespace Testing.Training;

/// <summary>How every trainer begins, stops and fails. A subclass says which trainer, and nothing else.</summary>
public abstract partial class TrainerRulesContract
{
    private const int Inputs = 6, Classes = 3;

    private static readonly NetworkShape Shape = new(Inputs, [8], Classes, Activation.Relu, false);

    private static readonly TrainingOptions Options = new() { BatchSize = 10 };

    /// <summary>Skips the test, with the reason, where the trainer cannot be used.</summary>
    protected abstract ITrainer Trainer { get; }

    [Fact]
    public void It_has_a_name_and_says_what_it_runs_on()
    {
        Assert.Matches("^[a-z][a-z0-9-]*$", Trainer.Name);
        Assert.True(Trainer.Availability.IsAvailable, Trainer.Availability.Detail);
        Assert.NotEmpty(Trainer.Availability.Detail);
        Assert.NotEmpty(Trainer.InstructionSet);
        Assert.InRange(Trainer.StackLimit, 1, int.MaxValue);
    }

    [Fact]
    public void An_empty_validation_split_is_nan_and_no_failure()
    {
        var data = RandomData.Splits(20, Inputs, Classes, validation: 0);
        Assert.Equal(Evaluation.Empty, Runs.Train(Trainer, new TrainingJob(Shape, Options, 0), data, 1).Epochs[0].Record!.Validation);
    }

    [Fact]
    public void Training_stops_when_asked()
    {
        using var stop = new CancellationTokenSource();
        using var session = Open(RandomData.Splits(40, Inputs, Classes), new TrainingJob(Shape, Options, 0));
        session.RunEpoch(stop.Token);
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => session.RunEpoch(stop.Token));
        Assert.Equal(1, session.Epoch);
    }

    [Fact]
    public void Before_the_first_epoch_a_network_is_the_initial_one()
    {
        TrainingJob[] stack = [new(Shape, Options, 4), new(Shape, Options, 5)];
        using var session = Open(RandomData.Splits(20, Inputs, Classes), stack);
        for (var i = 0; i < stack.Length; i++)
            Assert.Equal(Runs.Bits(InitialNetwork.Create(Shape, Options.Initialization, stack[i].Seed)), Runs.Bits(session.Snapshot(i)));
    }

    [Fact]
    public void The_epoch_records_count_from_one_and_take_time()
    {
        var (epochs, _) = Runs.Train(Trainer, new TrainingJob(Shape, Options, 0), RandomData.Splits(40, Inputs, Classes), 3);
        Assert.Equal([1, 2, 3], epochs.Select(epoch => epoch.Record!.Epoch));
        Assert.All(epochs, epoch => Assert.True(epoch.Record!.Seconds > 0));
    }

    private protected ITrainingSession Open(DataSplits data, params TrainingJob[] stack) =>
        Trainer.Open(stack, new TrainingContext(data, 2));
}
