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

    /// <summary>Whether training draws noise that only some trainers have.</summary>
    public bool NeedsNoise => Optimizer == OptimizerKind.Sgld;
}
