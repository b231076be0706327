using Engine;
using Engine.Networks;
using Engine.Training;
using Engine.Training.Reference;

namespace Testing.Training;

/// <summary>Langevin training: clipped gradients and noise on every parameter.</summary>
public abstract partial class TrainerContract
{
    private static readonly TrainingOptions Langevin = new()
    {
        Optimizer = OptimizerKind.Sgld,
        LearningRate = 0.05,
        BatchSize = 12,
        Noise = 0.01,
        Clip = 0.3,
        L2 = 0.01,
        Initialization = Initialization.Glorot,
    };

    public static TheoryData<int[], bool, L2Target> LangevinShapes => new()
    {
        { [9, 17], false, L2Target.All }, { [], false, L2Target.All }, { [33], true, L2Target.All }, { [9, 17], true, L2Target.Weights },
    };

    [Theory]
    [MemberData(nameof(LangevinShapes))]
    public void Langevin_training_is_that_of_float64(int[] hidden, bool batchNorm, L2Target target)
    {
        var data = RandomData.Splits(120, Inputs, Classes);
        var schedule = batchNorm ? new LearningRateSchedule { Kind = ScheduleKind.Cosine, Warmup = 2 } : LearningRateSchedule.Constant;
        var shape = new NetworkShape(Inputs, [.. hidden], Classes, Activation.Tanh, batchNorm);
        var job = new TrainingJob(shape, Langevin with { L2On = target, Schedule = schedule }, 3);
        foreach (var epochs in new[] { 1, 10 })
        {
            var (expected, network) = Runs.Train(new ReferenceTrainer(), job, data, epochs);
            var found = Runs.Train(Trainer, job, data, epochs);
            Deviation.Within(
                TrainingTolerance.Loss(10 * epochs), Runs.Losses(expected), Runs.Losses(found.Epochs), TrainingTolerance.Floor,
                $"losses, {epochs} epochs");
            Runs.AssertClose(network, found.Network, 10 * epochs);
        }
    }

    [Fact]
    public void In_a_stack_each_network_has_noise_and_clip_of_its_own()
    {
        var data = RandomData.Splits(60, Inputs, Classes);
        TrainingJob[] stack =
        [
            new(Shape, Langevin, 1), new(Shape, Langevin with { LearningRate = 1e38, Clip = 1e30 }, 2),
                new(Shape, Langevin with { Noise = 0.1 }, 3), new(Shape, Langevin with { Clip = 0.01, Noise = 0 }, 4),
        ];
        using var session = Trainer.Open(stack, new TrainingContext(data, 1));
        var last = Enumerable.Range(0, 4).Select(_ => session.RunEpoch(CancellationToken.None)).ToArray()[^1];
        Assert.NotNull(last[1].Failure);
        foreach (var i in new[] { 0, 2, 3 })
            Runs.AssertClose(Runs.Train(Trainer, stack[i], data, 4).Network, session.Snapshot(i), 20);
    }

    [Theory]
    [InlineData(-1, 1, "training.noise is -1")]
    [InlineData(double.NaN, 1, "training.noise is NaN")]
    [InlineData(0.1, 0, "training.clip is 0")]
    public void Noise_out_of_range_is_refused(double noise, double clip, string expected)
    {
        var job = new TrainingJob(Shape, Langevin with { Noise = noise, Clip = clip }, 1);
        var error = Assert.Throws<UserErrorException>(
            () => Trainer.Open([job], new TrainingContext(RandomData.Splits(10, Inputs, Classes), 1)));
        Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
    }
}
