using Engine;
using Engine.Data;
using Engine.Networks;
using Engine.Training;

namespace Testing.Training;

/// <summary>Jobs that every trainer refuses.</summary>
public abstract partial class TrainerRulesContract
{
    private static readonly DataSplits Few = RandomData.Splits(10, Inputs, Classes);

    public static TheoryData<string, TrainingOptions> OutOfRange() => new()
    {
        { "training.batch_size is 0; it must be at least 1", new() { BatchSize = 0 } },
        { "training.learning_rate is NaN; it must be a finite number from 0 up", new() { LearningRate = double.NaN } },
        { "training.learning_rate is -1; it must be a finite number from 0 up", new() { LearningRate = -1 } },
        { "training.l2 is Infinity; it must be a finite number from 0 up", new() { L2 = double.PositiveInfinity } },
        { "training.momentum is 1; it must be from 0 up and below 1", new() { Momentum = 1 } },
        { "training.dropout is 1; it must be from 0 up and below 1", new() { Dropout = 1 } },
        { "training.dropout is 1; it must be from 0 up and below 1", new() { Dropout = new DropoutRates([0.5, 1]) } },
        {
            "training.warmup is 5 epochs and training.epochs 5; warm-up must end before training does",
            new() { Epochs = 5, Schedule = new LearningRateSchedule { Warmup = 5 } }
        },
        {
            "training.step_epochs has 9 and training.epochs is 9; steps must be from 1 up and before the end",
            new() { Epochs = 9, Schedule = new LearningRateSchedule { Kind = ScheduleKind.Step, Milestones = [3, 9] } }
        },
        { "training.input_dropout is -1; it must be from 0 up and below 1", new() { InputDropout = -1 } },
        {
            "training.dropout has 2 numbers, the network 1 hidden layers; it must have one for each, or be one number",
            new() { Dropout = new DropoutRates([0.5, 0.2]) }
        },
        { "training.dropout is NaN; it must be from 0 up and below 1", new() { Dropout = double.NaN } },
    };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void A_setting_out_of_range_is_refused(string message, TrainingOptions options) => Refused(message, Shape, options, Few);

    [Fact]
    public void Data_that_does_not_fit_the_network_is_refused()
    {
        Refused("the Train data has 6 features, but the network takes 5 inputs", Shape with { Inputs = 5 }, new(), Few);
        Refused("the Train data has 3 classes, but the network tells 2 apart", Shape with { Classes = 2 }, new(), Few);
        Refused(
            "the Test data has 4 features, but the network takes 6 inputs", Shape, new(),
            Few with { Test = RandomData.Labelled(3, 4, Classes) });
        Refused(
            "the training split is empty: at least one sample is needed", Shape, new(),
            Few with { Train = RandomData.Labelled(0, Inputs, Classes) });
    }

    private void Refused(string message, NetworkShape shape, TrainingOptions options, DataSplits data) =>
        Assert.Equal(message, Assert.Throws<UserErrorException>(() => Open(data, new TrainingJob(shape, options, 0))).Message);
}
