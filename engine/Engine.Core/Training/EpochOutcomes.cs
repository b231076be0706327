namespace Engine.Training;

/// <summary>The outcomes of a stack's epoch where its networks train one after another: an epoch that was stopped goes on with the network that it was stopped in.</summary>
/// <param name="networks">Of the stack.</param>
public sealed class EpochOutcomes(int networks)
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
