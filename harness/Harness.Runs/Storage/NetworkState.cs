using Engine;
using Engine.Networks;
using Engine.Networks.Sequential;
using Engine.Safetensors;
using Engine.Training;

namespace Harness.Runs.Storage;

/// <summary>A network within a checkpoint, to the bit: the bytes of its safetensors file behind their number.</summary>
internal static class NetworkState
{
    public static void Write(BinaryWriter state, Network network)
    {
        using var memory = new MemoryStream();
        SafetensorsFile.Write(memory, SequentialWriter.ToTensors(network, dropout: false));
        state.Write((int)memory.Length);
        state.WriteBlock<byte>(memory.GetBuffer().AsSpan(0, (int)memory.Length));
    }

    /// <exception cref="InvalidDataException">There is none.</exception>
    public static Network Read(BinaryReader state, Activation activation)
    {
        var length = state.ReadInt32();
        if (length < 0 || length > state.BaseStream.Length - state.BaseStream.Position)
            throw new InvalidDataException($"a network of {length} bytes, more than there are");
        var bytes = new byte[length];
        state.ReadBlock<byte>(bytes);
        try
        {
            const string name = "the best network";
            return SequentialReader.Read(SafetensorsFile.Read(new MemoryStream(bytes), name).Tensors, activation, name);
        }
        catch (UserErrorException cause)
        {
            throw new InvalidDataException(cause.Message, cause);
        }
    }
}
