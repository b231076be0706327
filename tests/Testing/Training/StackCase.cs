using Engine.Networks;
using Engine.Training;

namespace Testing.Training;

/// <summary>A kind of network of which several train together, some of them to diverge.</summary>
/// <param name="Diverging">The settings of one that diverges.</param>
public sealed record StackCase(ReferenceCase Network, TrainingOptions Diverging)
{
    public const int Inputs = 6, Classes = 3, BatchSize = 10, Epochs = 4;

    /// <summary>No multiple of the batch: each epoch of five steps ends with a smaller one.</summary>
    public const int Samples = 47;

    private static readonly TrainingOptions Adam = new() { BatchSize = BatchSize, LearningRate = 0.01, Epochs = Epochs, Beta = 0.1 };

    private static readonly TrainingOptions Sgd = Adam with { Optimizer = OptimizerKind.Sgd, LearningRate = 0.05 };

    private static readonly TrainingOptions Sgld = Sgd with { Optimizer = OptimizerKind.Sgld, Noise = 0.01, Clip = 1 };

    private static readonly LearningRateSchedule Cosine = new() { Kind = ScheduleKind.Cosine, Warmup = 1 };

    private static readonly LearningRateSchedule Steps = new() { Kind = ScheduleKind.Step, Milestones = [1, 3], Factor = 0.3 };

    /// <summary>Every optimizer and objective, with and without all that has a state or depends on the step.</summary>
    public static IReadOnlyList<StackCase> All { get; } =
    [
        Of("Adam, cosine, dropout", false, Adam with { Schedule = Cosine, Dropout = 0.2 }),
        Of("Adam, batch norm", true, Adam),
        Of("Sgd", false, Sgd),
        Of("Sgd, momentum, batch norm, steps, dropout of layers and inputs", true, Sgd with
        {
            Momentum = 0.9, LearningRate = 0.02, Schedule = Steps, Dropout = new DropoutRates([0.2, 0.5]), InputDropout = 0.1,
        }),
        Of("Sgld, batch norm, warm-up", true, Sgld with { Schedule = new LearningRateSchedule { Warmup = 2 }, L2On = L2Target.Weights }),
        Of("Vib", false, Sgd with { Objective = ObjectiveKind.Vib }),
        Of("NonlinearIb, dropout of inputs", false, Adam with { Objective = ObjectiveKind.NonlinearIb, InputDropout = 0.1 }),
        Of("Ceb, momentum, batch norm, cosine", true, Sgd with { Objective = ObjectiveKind.Ceb, Momentum = 0.5, Schedule = Cosine }),
        // 158^15 = 1e33 is a float32, 158^20 = 1e44 is none.
        new(new ReferenceCase("Sgd, in the last epoch", Shape(false), Sgd), Sgd with { L2 = LateL2 }),
    ];

    /// <summary>Each step multiplies weights by 1 - 0.05 * 3180 = -158.</summary>
    private const double LateL2 = 3180;

    public string Name => Network.Name;

    public static StackCase Named(string name) => All.Single(one => one.Name == name);

    /// <summary>Networks that differ in seed, learning rate and L2.</summary>
    /// <param name="diverging">Places of those that diverge.</param>
    public TrainingJob[] Jobs(int count, params int[] diverging) => [.. Enumerable.Range(0, count).Select(place => new TrainingJob(
        Network.Shape,
        diverging.Contains(place)
            ? Diverging
            : Network.Options with { LearningRate = Network.Options.LearningRate * (1 + (place / 2.0)), L2 = place % 2 * 0.01 },
        (ulong)place))];

    private static StackCase Of(string name, bool batchNorm, TrainingOptions options) =>
        new(new ReferenceCase(name, Shape(batchNorm), options), options with { LearningRate = 1e38, Clip = 1e30 });

    private static NetworkShape Shape(bool batchNorm) => new(Inputs, [8, 5], Classes, Activation.Tanh, batchNorm);
}
