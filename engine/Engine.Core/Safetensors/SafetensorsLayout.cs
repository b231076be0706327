using System.Collections.Immutable;

namespace Engine.Safetensors;

/// <summary>Where the tensors of a file lie, of which none has been read yet; checked against the file's length.</summary>
/// <param name="Tensors">In the order of their data in the file.</param>
/// <param name="Metadata">The texts under <c>__metadata__</c>; empty when there are none.</param>
public sealed record SafetensorsLayout(IReadOnlyList<TensorPlace> Tensors, IReadOnlyDictionary<string, string> Metadata)
{
    /// <param name="stream">Seekable, at its beginning; it is left behind the header.</param>
    /// <param name="file">The name that errors carry.</param>
    /// <exception cref="UserErrorException">The content is no valid safetensors file.</exception>
    public static SafetensorsLayout Read(Stream stream, string file)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var available = stream.Length - stream.Position;
        Span<byte> prefix = stackalloc byte[8];
        if (available < prefix.Length || stream.ReadAtLeast(prefix, prefix.Length, throwOnEndOfStream: false) < prefix.Length)
            throw SafetensorsReader.TooShort(file, available);
        var json = new byte[SafetensorsReader.HeaderLength(prefix, available, file)];
        try
        {
            stream.ReadExactly(json);
        }
        catch (EndOfStreamException cause)
        {
            throw new UserErrorException($"{file}: became shorter while it was read.", cause);
        }
        var start = 8L + json.Length;
        var header = SafetensorsHeader.Parse(json, available - start, file);
        return new SafetensorsLayout(
            [.. header.Entries.Select(entry => new TensorPlace(entry.Name, entry.Type, entry.Shape, start + entry.Begin))],
            header.Metadata);
    }
}

/// <summary>One tensor of a file.</summary>
/// <param name="Shape">Extents, outermost first; empty for a scalar.</param>
/// <param name="Offset">Of its first byte in the file.</param>
public sealed record TensorPlace(string Name, TensorType Type, ImmutableArray<int> Shape, long Offset);
