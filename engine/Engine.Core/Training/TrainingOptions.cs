namespace Engine.Training;

/// <summary>How a network is trained; the defaults are those of a spec.</summary>
public sealed record TrainingOptions
{
    public OptimizerKind Optimizer { get; init; } = OptimizerKind.Adam;

    public double LearningRate { get; init; } = 0.001;

    /// <summary>For <see cref="OptimizerKind.Sgd"/> only.</summary>
    public double Momentum { get; init; }

    /// <summary>Standard deviation of the noise that each step adds to every parameter; for <see cref="OptimizerKind.Sgld"/> only.</summary>
    public double Noise { get; init; }

    /// <summary>The longest gradient, in the Euclidean norm over all parameters, that a step follows unscaled; for <see cref="OptimizerKind.Sgld"/> only.</summary>
    public double Clip { get; init; }

    public int BatchSize { get; init; } = 128;

    public int Epochs { get; init; } = 20;

    /// <summary>lambda in gradient += lambda * theta, on all parameters, before the optimizer's step.</summary>
    public double L2 { get; init; }

    /// <summary>Probability that a hidden unit's output is dropped in training; kept ones are scaled by 1 / (1 - p).</summary>
    public double Dropout { get; init; }

    public Initialization Initialization { get; init; } = Initialization.He;

    public ObjectiveKind Objective { get; init; }

    /// <summary>The price of a nat of information; for objectives other than cross-entropy.</summary>
    public double Beta { get; init; }

    /// <summary>sigma^2 of <see cref="ObjectiveKind.NonlinearIb"/>'s code.</summary>
    public double BottleneckNoise { get; init; } = 0.01;

    /// <summary>What a trainer must have beyond what all have.</summary>
    public TrainingAbilities Needs =>
        (Optimizer == OptimizerKind.Sgld ? TrainingAbilities.Noise : TrainingAbilities.None)
        | (Objective == ObjectiveKind.CrossEntropy ? TrainingAbilities.None : TrainingAbilities.Bottleneck);
}
