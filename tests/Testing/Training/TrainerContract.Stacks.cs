using Engine.Networks;
using Engine.Training;

namespace Testing.Training;

/// <summary>A network learns the same alone and in a stack.</summary>
public abstract partial class TrainerContract
{
    private const int StackEpochs = 6, StackSamples = 400, StackTest = 500;

    public static TheoryData<Activation, bool, OptimizerKind> Stacks() => new()
    {
        { Activation.Relu, false, OptimizerKind.Adam },
        { Activation.Tanh, true, OptimizerKind.Sgd },
    };

    [Theory]
    [MemberData(nameof(Stacks))]
    public void Alone_and_in_a_stack_a_network_ends_the_same(Activation activation, bool batchNorm, OptimizerKind optimizer)
    {
        var data = RandomData.Splits(StackSamples, Inputs, Classes, 50, StackTest);
        TrainingJob[] stack = [.. Stack(Shape with { Activation = activation, BatchNorm = batchNorm, Hidden = [20, 12] }, optimizer)];
        using var session = Trainer.Open(stack, new TrainingContext(data, 2));
        var together = Enumerable.Range(0, StackEpochs).Select(_ => session.RunEpoch(CancellationToken.None)).ToArray()[^1];
        for (var i = 0; i < stack.Length; i++)
        {
            var alone = Runs.Train(Trainer, stack[i], data, StackEpochs);
            AssertSameWithinNoise(alone.Epochs[^1].Record!, together[i].Record!, $"network {i}");
            // It learned something that there is to compare.
            Assert.True(alone.Epochs[^1].Record!.Test.Accuracy > 0.4, $"{alone.Epochs[^1].Record!.Test}");
        }
        Assert.Equal(stack.Length, together.Select(outcome => outcome.Record!.Test.Loss).Distinct().Count());
    }

    /// <summary>150 steps of float32: a few samples of the 500 may lie so close to a boundary that rounding decides.</summary>
    private static void AssertSameWithinNoise(EpochRecord alone, EpochRecord together, string what)
    {
        Deviation.Within(
            1e-3, [alone.Train.Loss, alone.Test.Loss], [together.Train.Loss, together.Test.Loss], TrainingTolerance.Floor,
            $"{what}: losses");
        Assert.InRange(together.Test.Accuracy, alone.Test.Accuracy - (2.0 / StackTest), alone.Test.Accuracy + (2.0 / StackTest));
    }

    /// <summary>Everything differs that may differ within a stack.</summary>
    private static IEnumerable<TrainingJob> Stack(NetworkShape shape, OptimizerKind optimizer) =>
        from seed in new ulong[] { 0, 1 }
        from options in new[]
        {
            new TrainingOptions { LearningRate = 0.01 }, new TrainingOptions { LearningRate = 0.02, L2 = 0.001, Momentum = 0.5 },
            new TrainingOptions { LearningRate = 0.01, Dropout = 0.2, Initialization = Initialization.Glorot },
            new TrainingOptions
            {
                LearningRate = 0.01, Schedule = new LearningRateSchedule { Warmup = 2, Kind = ScheduleKind.Cosine },
            },
            new TrainingOptions
            {
                LearningRate = 0.01, Dropout = new DropoutRates([0, 0.2]), InputDropout = 0.1, L2 = 0.001, L2On = L2Target.Weights,
            },
        }
        select new TrainingJob(shape, options with { Optimizer = optimizer, BatchSize = 16 }, seed);
}
