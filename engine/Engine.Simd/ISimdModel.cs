using Engine.Networks;
using Engine.Training;

namespace Engine.Simd;

/// <summary>One network in training, whatever the vector width.</summary>
internal interface ISimdModel : IDisposable
{
    /// <param name="epoch">0-based.</param>
    EpochOutcome RunEpoch(int epoch, CancellationToken cancellation);

    Network Snapshot();
}
