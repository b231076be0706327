namespace Engine.Training;

/// <summary>Optional features of trainers.</summary>
[Flags]
public enum TrainingAbilities
{
    None = 0,

    /// <summary>Langevin noise: <see cref="OptimizerKind.Sgld"/>.</summary>
    Noise = 1,

    /// <summary>Information-bottleneck objectives: <see cref="ObjectiveKind"/> other than cross-entropy.</summary>
    Bottleneck = 2,
}
