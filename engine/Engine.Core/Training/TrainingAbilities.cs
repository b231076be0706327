namespace Engine.Training;

/// <summary>What training can ask for that not every trainer has.</summary>
[Flags]
public enum TrainingAbilities
{
    None = 0,

    /// <summary>Langevin noise: <see cref="OptimizerKind.Sgld"/>.</summary>
    Noise = 1,

    /// <summary>Information-bottleneck objectives: <see cref="ObjectiveKind"/> other than cross-entropy.</summary>
    Bottleneck = 2,
}
