using Engine.Networks;
using Engine.Training;

namespace Engine.Torch.Tests;

/// <summary>Training leaves no tensor behind.</summary>
public sealed class FlatMemoryTests
{
    private const int Inputs = 6, Classes = 3, Batch = 8, StepsPerEpoch = 10, Epochs = 200;

    private static long Alive => DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;

    [Theory]
    [InlineData(OptimizerKind.Adam)]
    [InlineData(OptimizerKind.Sgd)]
    public void Over_2000_steps_the_tensors_alive_stay_as_many(OptimizerKind optimizer)
    {
        Assert.NotNull(TorchCpu.Trainer);
        var before = Alive;
        var shape = new NetworkShape(Inputs, [5, 4], Classes, Activation.LeakyRelu, true);
        var options = new TrainingOptions { Optimizer = optimizer, BatchSize = Batch, Dropout = 0.2, L2 = 1e-3 };
        var data = RandomData.Splits(StepsPerEpoch * Batch, Inputs, Classes);
        using (var session = TorchCpu.Trainer.Open([new(shape, options, 0), new(shape, options, 1)], new TrainingContext(data, 1)))
        {
            session.RunEpoch(CancellationToken.None);
            var afterOne = Alive;
            Assert.True(afterOne > before);
            for (var epoch = 1; epoch < Epochs; epoch++)
                session.RunEpoch(CancellationToken.None);
            session.Snapshot(0);
            Assert.Equal(afterOne, Alive);
        }
        Assert.Equal(before, Alive);
    }

    [Fact]
    public void Networks_that_are_dropped_give_their_tensors_back()
    {
        Assert.NotNull(TorchCpu.Trainer);
        var before = Alive;
        var shape = new NetworkShape(Inputs, [5], Classes, Activation.Relu, true);
        var options = new TrainingOptions { BatchSize = Batch, Dropout = 0.2 };
        TrainingJob[] stack = [new(shape, options with { LearningRate = 1e38 }, 0), new(shape, options, 1), new(shape, options with { LearningRate = 1e38 }, 2)];
        using (var session = TorchCpu.Trainer.Open(stack, new TrainingContext(RandomData.Splits(40, Inputs, Classes), 1)))
        {
            for (var epoch = 0; epoch < 5; epoch++)
                session.RunEpoch(CancellationToken.None);
        }
        Assert.Equal(before, Alive);
    }
}
