using Engine.Networks;
using Engine.Training;

namespace Testing.Training;

/// <summary>One way of training that another trainer repeats.</summary>
public sealed record ReferenceCase(string Name, NetworkShape Shape, TrainingOptions Options)
{
    public const int Inputs = 20, Classes = 4, BatchSize = 12;

    private static readonly TrainingOptions Adam =
        new() { LearningRate = 0.003, BatchSize = BatchSize, Initialization = Initialization.Glorot };

    private static readonly TrainingOptions Sgd = Adam with { Optimizer = OptimizerKind.Sgd, LearningRate = 0.05, Momentum = 0.9 };

    private static readonly LearningRateSchedule Steps = new() { Kind = ScheduleKind.Step, Milestones = [2, 5], Factor = 0.3 };

    /// <summary>Every activation with every regularizer and both optimizers, and what papers add to them.</summary>
    public static IEnumerable<ReferenceCase> All => Grid.Concat(
    [
        Of(
            "Relu, Adam, cosine after warm-up", Activation.Relu, false,
            Adam with { Schedule = new LearningRateSchedule { Kind = ScheduleKind.Cosine, Warmup = 3 } }),
        Of("Tanh, Sgd, steps", Activation.Tanh, true, Sgd with { Schedule = Steps }),
        Of("Relu, Adam, l2 on weights", Activation.Relu, true, Adam with { L2 = 0.01, L2On = L2Target.Weights }),
        Of("Tanh, Sgd, l2 on weights", Activation.Tanh, false, Sgd with { L2 = 0.01, L2On = L2Target.Weights }),
        Of(
            "Relu, Sgd, dropout of layers and inputs", Activation.Relu, false,
            Sgd with { Dropout = new DropoutRates([0.2, 0.5]), InputDropout = 0.1 }),
        Of("Tanh, Adam, dropout of the second layer", Activation.Tanh, true, Adam with { Dropout = new DropoutRates([0, 0.5]) }),
        Of("Sigmoid, Adam, dropout of inputs", Activation.Sigmoid, false, Adam with { InputDropout = 0.3 }),
    ]);

    private static IEnumerable<ReferenceCase> Grid =>
        from activation in Enum.GetValues<Activation>()
        from optimizer in new[] { Adam, Sgd, Sgd with { Momentum = 0 } }
        from regularizer in new (string Name, double L2, double Dropout, bool BatchNorm)[]
        {
            ("none", 0, 0, false), ("l2", 0.01, 0, false), ("dropout", 0, 0.3, false), ("batch norm", 0, 0, true), ("all", 0.01, 0.3, true),
        }
        select new ReferenceCase(
            $"{activation}, {optimizer.Optimizer} {optimizer.Momentum}, {regularizer.Name}",
            new NetworkShape(Inputs, [9, 17], Classes, activation, regularizer.BatchNorm),
            optimizer with { L2 = regularizer.L2, Dropout = regularizer.Dropout });

    private static ReferenceCase Of(string name, Activation activation, bool batchNorm, TrainingOptions options) =>
        new(name, new NetworkShape(Inputs, [9, 17], Classes, activation, batchNorm), options);

    public static ReferenceCase Named(string name) => All.Single(one => one.Name == name);

    /// <summary>A bias in front of batch normalization has a gradient of zero, of which Adam makes steps
    /// in the direction of rounding errors; the running mean follows the bias.</summary>
    public bool IsRoundingNoise(string block) =>
        HasRoundingNoise && Shape.Hidden.SelectMany((_, i) => new[] { $"bias {i + 1}", $"running mean {i + 1}" }).Contains(block);

    /// <summary>Such a bias cancels in training, but not at once in evaluation, because the running mean lags behind it.</summary>
    public bool HasRoundingNoise => Options.Optimizer == OptimizerKind.Adam && Shape.BatchNorm;
}
