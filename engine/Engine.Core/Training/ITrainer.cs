using Engine.Data;
using Engine.Networks;

namespace Engine.Training;

/// <summary>The training port: one provider per library that can train.</summary>
public interface ITrainer
{
    /// <summary>The name that <c>--trainer</c> takes, e.g. <c>simd</c>.</summary>
    string Name { get; }

    Availability Availability { get; }

    /// <summary>The instruction set or device that results depend on, for the table of runs.</summary>
    string InstructionSet { get; }

    /// <summary>How many networks of one shape are worth training as one stack; 1 where nothing is gained by it.</summary>
    int StackLimit { get; }

    /// <summary>Begins to train <paramref name="stack"/>: networks of one shape on the same data, each with its own options and
    /// seed.</summary>
    ITrainingSession Open(IReadOnlyList<TrainingJob> stack, TrainingContext context);
}

/// <summary>A stack of networks in training.</summary>
public interface ITrainingSession : IDisposable
{
    /// <summary>Epochs that are finished.</summary>
    int Epoch { get; }

    /// <summary>Trains every network of the stack for one more epoch; a network that diverged is left out from then on.</summary>
    /// <returns>One outcome for each network of the stack.</returns>
    /// <exception cref="OperationCanceledException">Stopped between two steps; called again, the epoch goes on with the next
    /// step.</exception>
    IReadOnlyList<EpochOutcome> RunEpoch(CancellationToken cancellation);

    /// <summary>Leaves a network out from now on, as one that diverged; the others go on as if it were there.</summary>
    void Leave(int index);

    /// <summary>The parameters of one network of the stack as they are now.</summary>
    /// <exception cref="UserErrorException">The network has diverged or was left out.</exception>
    Network Snapshot(int index);

    /// <summary>Writes all that the stack's further training depends on, as of its last finished step, within an epoch too.</summary>
    void Save(BinaryWriter state);

    /// <summary>Takes up what <see cref="Save"/> wrote in a session of the same trainer, jobs and data. Training goes on as if it had never
    /// stopped: to the same bytes, where the trainer promises bytes.</summary>
    /// <remarks>Of a session that has not trained yet.</remarks>
    /// <exception cref="InvalidDataException">It is the state of other jobs, or of more networks than there is memory for together; the
    /// session is of no use any more.</exception>
    void Load(BinaryReader state);
}

/// <summary>One network to train.</summary>
public sealed record TrainingJob(NetworkShape Shape, TrainingOptions Options, ulong Seed);

/// <summary>The data and the threads of a stack, the same for all its networks.</summary>
/// <param name="Data">The training split is trained on; the others are evaluated after each epoch.</param>
/// <param name="Threads">Threads that one session may use; the result does not depend on it.</param>
public sealed record TrainingContext(DataSplits Data, int Threads)
{
    /// <summary>Told what whoever waits should know, e.g. that a stack does not fit into the device's memory and is trained in
    /// parts.</summary>
    public Action<string> Warn { get; init; } = _ => { };
}
