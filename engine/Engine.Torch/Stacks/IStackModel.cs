using Engine.Networks;
using Engine.Training;

namespace Engine.Torch.Stacks;

/// <summary>Networks of one shape that train together.</summary>
internal interface IStackModel : IDisposable
{
    /// <summary>Trains what is left of an epoch.</summary>
    /// <param name="epoch">0-based; called in order.</param>
    /// <returns>One outcome for each network.</returns>
    IReadOnlyList<EpochOutcome> RunEpoch(int epoch, CancellationToken cancellation);

    /// <param name="index">Of a network that has not diverged.</param>
    Network Snapshot(int index);

    /// <summary>Writes all that further training depends on, as of the last finished step.</summary>
    void Save(BinaryWriter state);

    /// <summary>Takes up what was saved; before the first epoch.</summary>
    void Load(BinaryReader state);
}
