using Engine.Networks;
using Engine.Training;

namespace Torch.Tests;

/// <summary>Training leaves no tensor behind.</summary>
public sealed class FlatMemoryTests
{
    private const int Inputs = 6, Classes = 3, Batch = 8, StepsPerEpoch = 10, Epochs = 200;

    private static long Alive => DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;

    [Theory]
    [InlineData(OptimizerKind.Adam, ObjectiveKind.CrossEntropy)]
    [InlineData(OptimizerKind.Sgd, ObjectiveKind.CrossEntropy)]
    [InlineData(OptimizerKind.Sgld, ObjectiveKind.CrossEntropy)]
    [InlineData(OptimizerKind.Adam, ObjectiveKind.NonlinearIb)]
    [InlineData(OptimizerKind.Adam, ObjectiveKind.Ceb)]
    public void Over_2000_steps_the_tensors_alive_stay_as_many(OptimizerKind optimizer, ObjectiveKind objective)
    {
        Assert.NotNull(TorchCpu.Trainer);
        var before = Alive;
        var shape = new NetworkShape(Inputs, [5, 4], Classes, Activation.LeakyRelu, true);
        var options = new TrainingOptions
        {
            Optimizer = optimizer,
            Clip = 1,
            BatchSize = Batch,
            L2 = 1e-3,
            Objective = objective,
            Beta = 0.1,
            Dropout = objective == ObjectiveKind.CrossEntropy ? 0.2 : 0,
        };
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
        var absurd = options with { LearningRate = 1e38 };
        TrainingJob[] stack = [new(shape, absurd, 0), new(shape, options, 1), new(shape, absurd, 2)];
        using (var session = TorchCpu.Trainer.Open(stack, new TrainingContext(RandomData.Splits(40, Inputs, Classes), 1)))
        {
            for (var epoch = 0; epoch < 5; epoch++)
                session.RunEpoch(CancellationToken.None);
        }
        Assert.Equal(before, Alive);
    }

    [Fact]
    public void A_state_that_is_refused_leaves_no_tensor()
    {
        Assert.NotNull(TorchCpu.Trainer);
        var context = new TrainingContext(RandomData.Splits(40, Inputs, Classes), 1);
        var shape = new NetworkShape(Inputs, [5], Classes, Activation.Relu, true);
        var options = new TrainingOptions { BatchSize = Batch };
        var before = Alive;
        using (var memory = new MemoryStream())
        {
            using ITrainingSession first = TorchCpu.Trainer.Open([new(shape, options, 0)], context),
                second = TorchCpu.Trainer.Open([new(shape with { Hidden = [6] }, options, 0)], context);
            first.Save(new BinaryWriter(memory));
            memory.Position = 0;
            Assert.Throws<InvalidDataException>(() => second.Load(new BinaryReader(memory)));
        }
        Assert.Equal(before, Alive);
    }

    [Fact]
    public void A_session_outlives_the_dispose_scope_that_it_was_opened_in()
    {
        Assert.NotNull(TorchCpu.Trainer);
        var shape = new NetworkShape(Inputs, [5], Classes, Activation.Relu, true);
        var data = RandomData.Splits(40, Inputs, Classes);
        foreach (var objective in new[] { ObjectiveKind.CrossEntropy, ObjectiveKind.Ceb })
        {
            foreach (var optimizer in new[] { OptimizerKind.Adam, OptimizerKind.Sgd })
            {
                var options = new TrainingOptions { Optimizer = optimizer, BatchSize = Batch, Objective = objective, Beta = 0.1 };
                TrainingJob[] stack = [new(shape, options, 0), new(shape, options with { LearningRate = 1e38 }, 1)];
                using var session = OpenInScope(stack, data);
                for (var epoch = 0; epoch < 3; epoch++)
                {
                    using var scope = torch.NewDisposeScope();
                    session.RunEpoch(CancellationToken.None);
                }
                var alone = Runs.Train(TorchCpu.Trainer, stack[0], data, 3).Network.Layers[1].Weight;
                var found = session.Snapshot(0).Layers[1].Weight;
                Deviation.Within(TrainingTolerance.Weights(15), [.. alone], [.. found], TrainingTolerance.Floor, $"weights, {optimizer}");
            }
        }
    }

    private static ITrainingSession OpenInScope(TrainingJob[] stack, Engine.Data.DataSplits data)
    {
        using var scope = torch.NewDisposeScope();
        return TorchCpu.Trainer.Open(stack, new TrainingContext(data, 1));
    }
}
