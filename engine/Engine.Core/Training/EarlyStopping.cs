namespace Engine.Training;

/// <summary>Watches the validation loss of one network: the best epoch is the first of the lowest loss, and training is over when so many
/// epochs in a row have brought no lower one (Prechelt 1998).</summary>
/// <param name="patience">Epochs, at least 1.</param>
public sealed class EarlyStopping(int patience)
{
    private double _lowest = double.PositiveInfinity;

    /// <summary>1-based; 0 before the first epoch.</summary>
    public int Best { get; private set; }

    /// <summary>The last epoch that was looked at.</summary>
    public int Last { get; private set; }

    public bool IsOver => Last - Best >= patience;

    /// <returns>Whether this epoch is the best so far.</returns>
    public bool Note(EpochRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        Last = record.Epoch;
        if (!(record.Validation.Loss < _lowest))
            return false;
        (_lowest, Best) = (record.Validation.Loss, record.Epoch);
        return true;
    }

    public void Save(BinaryWriter state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Write(_lowest);
        state.Write(Best);
        state.Write(Last);
    }

    public void Load(BinaryReader state)
    {
        ArgumentNullException.ThrowIfNull(state);
        (_lowest, Best, Last) = (state.ReadDouble(), state.ReadInt32(), state.ReadInt32());
    }
}
