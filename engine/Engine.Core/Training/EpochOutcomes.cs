namespace Engine.Training;

/// <summary>The outcomes of a stack's epoch where its networks train one after another: an epoch that was stopped goes on with the network
/// that it was stopped in.</summary>
/// <param name="networks">Of the stack.</param>
internal sealed class EpochOutcomes(int networks)
{
    private readonly EpochOutcome?[] _ended = new EpochOutcome?[networks];

    /// <summary>Epochs that all networks have finished.</summary>
    public int Epoch { get; private set; }

    /// <param name="train">Trains one network for the rest of the epoch.</param>
    public IReadOnlyList<EpochOutcome> Finish(Func<int, EpochOutcome> train)
    {
        ArgumentNullException.ThrowIfNull(train);
        for (var i = 0; i < networks; i++)
            _ended[i] ??= train(i);
        EpochOutcome[] outcomes = [.. _ended.OfType<EpochOutcome>()];
        Array.Clear(_ended);
        Epoch++;
        return outcomes;
    }

    public void Save(BinaryWriter state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Write(networks);
        state.Write(Epoch);
        foreach (var outcome in _ended)
        {
            state.Write(outcome is not null);
            if (outcome is null)
                continue;
            state.WriteRecord(outcome.Record);
            state.WriteText(outcome.Failure);
        }
    }

    /// <exception cref="InvalidDataException">It is of another number of networks.</exception>
    public void Load(BinaryReader state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.ReadInt32() is var found && found != networks)
            throw new InvalidDataException($"the state of {found} networks, needed are {networks}");
        Epoch = state.ReadInt32();
        for (var i = 0; i < networks; i++)
            _ended[i] = state.ReadBoolean() ? new EpochOutcome(state.ReadRecord(), state.ReadText()) : null;
    }
}

/// <summary>How one network's epoch ended: its record, or the reason why training stopped.</summary>
public sealed record EpochOutcome(EpochRecord? Record, string? Failure);

/// <summary>One epoch in numbers. Losses are mean cross-entropies in nats, accuracies shares of 1; NaN for an empty split.</summary>
/// <param name="Epoch">1-based.</param>
/// <param name="Train">Averages over the epoch's own steps, with dropout and the weights of the moment.</param>
/// <param name="Seconds">Training and evaluation together.</param>
public sealed record EpochRecord(int Epoch, Evaluation Train, Evaluation Validation, Evaluation Test, double Seconds);

/// <summary>Mean cross-entropy (nats) and accuracy of a network on a split; both NaN where there are no samples.</summary>
public sealed record Evaluation(double Loss, double Accuracy)
{
    public static Evaluation Empty { get; } = new(double.NaN, double.NaN);

    public static Evaluation From(double lossSum, long correct, long samples) =>
        samples == 0 ? Empty : new(lossSum / samples, (double)correct / samples);
}
