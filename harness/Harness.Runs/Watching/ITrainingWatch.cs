using Engine.Networks;
using Harness.Runs.Storage;

namespace Harness.Runs.Watching;

/// <summary>Records something of a network while it is trained, so that neither its activations nor its parameters need to be kept.</summary>
internal interface ITrainingWatch : IDisposable
{
    /// <param name="epoch">Epochs that are finished; 0 before the first step. Epochs come in order.</param>
    /// <param name="snapshot">The network as it is now, made when asked for.</param>
    void See(int epoch, Func<Network> snapshot, CancellationToken cancellation);

    /// <summary>Writes what is recorded so far, bit for bit.</summary>
    void Save(BinaryWriter state);

    /// <summary>Takes up what was saved; before anything is seen.</summary>
    /// <exception cref="InvalidDataException">It is of other settings or data.</exception>
    void Load(BinaryReader state);

    /// <summary>Stores what was recorded.</summary>
    void Write(ResultFolder folder, string runId);
}
