using Engine.Networks;

namespace Engine.Training;

/// <summary>A stack of networks in training.</summary>
public interface ITrainingSession : IDisposable
{
    /// <summary>Epochs that are finished.</summary>
    int Epoch { get; }

    /// <summary>Trains every network of the stack for one more epoch; a network that diverged is left out from then on.</summary>
    /// <returns>One outcome for each network of the stack.</returns>
    /// <exception cref="OperationCanceledException">Stopped between two steps.</exception>
    IReadOnlyList<EpochOutcome> RunEpoch(CancellationToken cancellation);

    /// <summary>The parameters of one network of the stack as they are now.</summary>
    /// <exception cref="UserErrorException">The network has diverged.</exception>
    Network Snapshot(int index);
}
