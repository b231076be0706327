using Engine.Networks;
using Engine.Training;

namespace Torch.Tests;

/// <summary>Memory that libtorch still reads is not collected.</summary>
public sealed class CollectionTests
{
    private const int Samples = 80, Batch = 8, Inputs = 6, Classes = 3;

    /// <summary>An operation that took a number without <see cref="Numbers"/> failed
    /// here after 420 to 780 steps of Adam; these are 1,000.</summary>
    [Theory]
    [InlineData(OptimizerKind.Adam, ObjectiveKind.CrossEntropy, 100)]
    [InlineData(OptimizerKind.Sgd, ObjectiveKind.Vib, 25)]
    [InlineData(OptimizerKind.Sgld, ObjectiveKind.CrossEntropy, 25)]
    [InlineData(OptimizerKind.Adam, ObjectiveKind.NonlinearIb, 25)]
    public void Training_beside_a_busy_collector_is_training_alone(OptimizerKind optimizer, ObjectiveKind objective, int epochs)
    {
        Assert.NotNull(TorchCpu.Trainer);
        var options = new TrainingOptions
        {
            Optimizer = optimizer,
            Clip = 1,
            Noise = 0.001,
            BatchSize = Batch,
            L2 = 1e-3,
            Objective = objective,
            Beta = 0.01,
            Dropout = objective == ObjectiveKind.CrossEntropy ? 0.2 : 0,
        };
        var job = new TrainingJob(new NetworkShape(Inputs, [9, 7], Classes, Activation.LeakyRelu, true), options, 1);
        var data = RandomData.Splits(Samples, Inputs, Classes);
        var alone = Runs.Bits(Runs.Train(TorchCpu.Trainer, job, data, epochs).Network);
        using var stop = new CancellationTokenSource();
        var collector = new Thread(() => Collect(stop.Token)) { IsBackground = true };
        collector.Start();
        var beside = Runs.Bits(Runs.Train(TorchCpu.Trainer, job, data, epochs).Network);
        stop.Cancel();
        collector.Join();
        Assert.Equal(alone, beside);
    }

    private static void Collect(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            GC.Collect(0);
            GC.WaitForPendingFinalizers();
        }
    }
}
