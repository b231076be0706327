using System.Runtime.InteropServices;

namespace Engine.Training;

/// <summary>How the state of networks in training is written: blocks of numbers behind their length in bytes, bit for bit,
/// in this machine's order of bytes.</summary>
public static class StateBlocks
{
    public static void WriteBlock<T>(this BinaryWriter state, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(state);
        var bytes = MemoryMarshal.AsBytes(values);
        state.Write(bytes.Length);
        state.Write(bytes);
    }

    /// <summary>Reads a block of as many numbers as <paramref name="values"/> has room for.</summary>
    /// <exception cref="InvalidDataException">The block has another length.</exception>
    public static void ReadBlock<T>(this BinaryReader state, Span<T> values)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(state);
        var bytes = MemoryMarshal.AsBytes(values);
        if (state.ReadInt32() is var found && found != bytes.Length)
            throw new InvalidDataException($"a block of {found} bytes, needed are {bytes.Length}");
        state.BaseStream.ReadExactly(bytes);
    }

    /// <summary>A text, or null.</summary>
    public static void WriteText(this BinaryWriter state, string? text)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Write(text is not null);
        if (text is not null)
            state.Write(text);
    }

    public static string? ReadText(this BinaryReader state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.ReadBoolean() ? state.ReadString() : null;
    }

    /// <summary>An epoch's record, or null.</summary>
    public static void WriteRecord(this BinaryWriter state, EpochRecord? record)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Write(record is not null);
        if (record is null)
            return;
        state.Write(record.Epoch);
        foreach (var evaluation in new[] { record.Train, record.Validation, record.Test })
        {
            state.Write(evaluation.Loss);
            state.Write(evaluation.Accuracy);
        }
        state.Write(record.Seconds);
    }

    public static EpochRecord? ReadRecord(this BinaryReader state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.ReadBoolean()
            ? new EpochRecord(state.ReadInt32(), ReadEvaluation(state), ReadEvaluation(state), ReadEvaluation(state), state.ReadDouble())
            : null;
    }

    private static Evaluation ReadEvaluation(BinaryReader state) => new(state.ReadDouble(), state.ReadDouble());
}
