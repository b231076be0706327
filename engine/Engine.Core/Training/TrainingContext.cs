using Engine.Data;

namespace Engine.Training;

/// <summary>What all networks of a stack share.</summary>
/// <param name="Data">The training split is trained on; the others are evaluated after each epoch.</param>
/// <param name="Threads">Threads that one session may use; the result does not depend on it.</param>
public sealed record TrainingContext(DataSplits Data, int Threads)
{
    /// <summary>Told what whoever waits should know, e.g. that a stack does not fit into the device's memory and is trained in parts.</summary>
    public Action<string> Warn { get; init; } = _ => { };
}
