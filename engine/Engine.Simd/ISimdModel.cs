using Engine.Networks;
using Engine.Training;

namespace Engine.Simd;

/// <summary>One network in training, whatever the vector width.</summary>
internal interface ISimdModel : IDisposable
{
    /// <summary>Trains what is left of an epoch.</summary>
    /// <param name="epoch">0-based.</param>
    EpochOutcome RunEpoch(int epoch, CancellationToken cancellation);

    Network Snapshot();

    /// <summary>Parameters, what the optimizer keeps of them, running statistics, and the place in the epoch.</summary>
    void Save(BinaryWriter state);

    /// <exception cref="InvalidDataException">It is of another job.</exception>
    void Load(BinaryReader state);
}
