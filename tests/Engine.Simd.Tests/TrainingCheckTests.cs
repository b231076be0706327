using Engine.Data;
using Engine.Networks;
using Engine.Training;
using Engine.Training.Reference;

namespace Engine.Simd.Tests;

/// <summary>What no trainer begins with.</summary>
public sealed class TrainingCheckTests
{
    private static readonly DataSplits Data = RandomData.Splits(10, 4, 3);
    private static readonly NetworkShape Shape = new(4, [5], 3, Activation.Relu, false);

    public static TheoryData<string, TrainingOptions> Options() => new()
    {
        { "training.batch_size is 0; it must be at least 1", new() { BatchSize = 0 } },
        { "training.learning_rate is NaN; it must be a finite number from 0 up", new() { LearningRate = double.NaN } },
        { "training.learning_rate is -1; it must be a finite number from 0 up", new() { LearningRate = -1 } },
        { "training.l2 is Infinity; it must be a finite number from 0 up", new() { L2 = double.PositiveInfinity } },
        { "training.momentum is 1; it must be from 0 up and below 1", new() { Momentum = 1 } },
        { "training.dropout is 1; it must be from 0 up and below 1", new() { Dropout = 1 } },
        { "training.dropout is NaN; it must be from 0 up and below 1", new() { Dropout = double.NaN } },
    };

    [Theory]
    [MemberData(nameof(Options))]
    public void A_setting_out_of_range_is_refused(string message, TrainingOptions options) => Refused(message, Shape, options, Data);

    [Fact]
    public void Data_that_does_not_fit_the_network_is_refused()
    {
        Refused("the Train data has 4 features, but the network takes 5 inputs", Shape with { Inputs = 5 }, new(), Data);
        Refused("the Train data has 3 classes, but the network tells 2 apart", Shape with { Classes = 2 }, new(), Data);
        Refused("the Test data has 6 features, but the network takes 4 inputs", Shape, new(), Data with { Test = RandomData.Labelled(3, 6, 3) });
        Refused("the training split is empty: at least one sample is needed", Shape, new(), Data with { Train = RandomData.Labelled(0, 4, 3) });
    }

    private static void Refused(string message, NetworkShape shape, TrainingOptions options, DataSplits data)
    {
        foreach (var trainer in new ITrainer[] { new SimdTrainer(), new ReferenceTrainer() })
        {
            var error = Assert.Throws<UserErrorException>(() => trainer.Open([new TrainingJob(shape, options, 0)], new TrainingContext(data, 1)));
            Assert.Equal(message, error.Message);
        }
    }
}
