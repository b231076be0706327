namespace Engine.Training;

/// <summary>How far one network is within an epoch, so that an epoch that was stopped goes on with its next step.</summary>
public sealed class EpochPlace
{
    /// <summary>Samples of the epoch's order that are done.</summary>
    public int Samples { get; private set; }

    /// <summary>Sum of their cross-entropies, nats.</summary>
    public double Loss { get; private set; }

    /// <summary>Right answers among them.</summary>
    public long Correct { get; private set; }

    /// <summary>Wall time of the parts of the epoch before the last stop.</summary>
    public double Seconds { get; set; }

    public void Add(int samples, double loss, long correct)
    {
        Samples += samples;
        Loss += loss;
        Correct += correct;
    }

    /// <summary>Begins the next epoch.</summary>
    public void Clear() => (Samples, Loss, Correct, Seconds) = (0, 0, 0, 0);

    public void Save(BinaryWriter state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Write(Samples);
        state.Write(Loss);
        state.Write(Correct);
        state.Write(Seconds);
    }

    public void Load(BinaryReader state)
    {
        ArgumentNullException.ThrowIfNull(state);
        (Samples, Loss, Correct, Seconds) = (state.ReadInt32(), state.ReadDouble(), state.ReadInt64(), state.ReadDouble());
    }
}
