using Engine.Networks;

namespace Engine.Training;

/// <summary>A stack of networks in training.</summary>
public interface ITrainingSession : IDisposable
{
    /// <summary>Epochs that are finished.</summary>
    int Epoch { get; }

    /// <summary>Trains every network of the stack for one more epoch; a network that diverged is left out from then on.</summary>
    /// <returns>One outcome for each network of the stack.</returns>
    /// <exception cref="OperationCanceledException">Stopped between two steps; called again, the epoch goes on with the next step.</exception>
    IReadOnlyList<EpochOutcome> RunEpoch(CancellationToken cancellation);

    /// <summary>The parameters of one network of the stack as they are now.</summary>
    /// <exception cref="UserErrorException">The network has diverged.</exception>
    Network Snapshot(int index);

    /// <summary>Writes all that the stack's further training depends on, as of its last finished step, within an epoch too.</summary>
    void Save(BinaryWriter state);

    /// <summary>Takes up what <see cref="Save"/> wrote in a session of the same trainer, jobs and data. Training goes on as if it had never stopped: to the same bytes, where the trainer promises bytes.</summary>
    /// <remarks>Of a session that has not trained yet.</remarks>
    /// <exception cref="InvalidDataException">It is the state of other jobs; the session is of no use any more.</exception>
    void Load(BinaryReader state);
}
