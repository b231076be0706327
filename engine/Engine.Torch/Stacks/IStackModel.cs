using Engine.Networks;
using Engine.Training;

namespace Engine.Torch.Stacks;

/// <summary>Networks of one shape that train together.</summary>
internal interface IStackModel : IDisposable
{
    /// <param name="epoch">0-based; called in order.</param>
    /// <returns>One outcome for each network.</returns>
    IReadOnlyList<EpochOutcome> RunEpoch(int epoch, CancellationToken cancellation);

    /// <param name="index">Of a network that has not diverged.</param>
    Network Snapshot(int index);
}
