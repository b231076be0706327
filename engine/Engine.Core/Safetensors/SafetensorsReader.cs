using System.Buffers.Binary;

namespace Engine.Safetensors;

/// <summary>The reading side of <see cref="SafetensorsFile"/>.</summary>
internal static class SafetensorsReader
{
    private const int BlockBytes = 1 << 16;

    public static SafetensorsContent Read(Stream stream, string file)
    {
        try
        {
            var header = ReadHeader(stream, file);
            return new SafetensorsContent([.. header.Entries.Select(entry => ReadTensor(stream, entry))], header.Metadata);
        }
        catch (EndOfStreamException cause)
        {
            throw new UserErrorException($"{file}: became shorter while it was read.", cause);
        }
    }

    private static SafetensorsHeader ReadHeader(Stream stream, string file)
    {
        var available = stream.Length - stream.Position;
        if (available < 8)
            throw new UserErrorException($"{file}: has {available} bytes; a safetensors file begins with 8 bytes of header length. "
                + "It is truncated or another kind of file.");
        Span<byte> prefix = stackalloc byte[8];
        stream.ReadExactly(prefix);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > SafetensorsFile.MaximumHeaderBytes)
            throw new UserErrorException($"{file}: states a header of {length} bytes, at most {SafetensorsFile.MaximumHeaderBytes} are "
                + "allowed. It is damaged or another kind of file.");
        if (length > (ulong)(available - 8))
            throw new UserErrorException($"{file}: states a header of {length} bytes, but only {available - 8} follow. It is truncated.");
        var json = new byte[length];
        stream.ReadExactly(json);
        return SafetensorsHeader.Parse(json, available - 8 - json.Length, file);
    }

    private static NamedTensor ReadTensor(Stream stream, TensorEntry entry)
    {
        var values = new float[entry.Elements];
        var size = entry.Type.Size();
        Span<byte> block = new byte[Math.Min(BlockBytes, (long)values.Length * size)];
        for (var first = 0; first < values.Length; first += BlockBytes / size)
        {
            var part = values.AsSpan(first, Math.Min(BlockBytes / size, values.Length - first));
            var bytes = block[..(part.Length * size)];
            stream.ReadExactly(bytes);
            entry.Type.Convert(bytes, part);
        }
        return new NamedTensor(entry.Name, entry.Shape, values, entry.Type);
    }
}
