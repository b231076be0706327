using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Engine.Safetensors;

/// <summary>The reading side of <see cref="SafetensorsFile"/>: from front to back, each byte read and hashed once, so that a pipe will
/// do.</summary>
internal sealed class SafetensorsReader : IDisposable
{
    private const int BlockBytes = 1 << 16;

    private readonly Stream _stream;
    private readonly string _file;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    private readonly CancellationToken _cancellation;

    private SafetensorsReader(Stream stream, string file, CancellationToken cancellation) =>
        (_stream, _file, _cancellation) = (stream, file, cancellation);

    public static SafetensorsContent Read(Stream stream, string file, CancellationToken cancellation)
    {
        using var reader = new SafetensorsReader(stream, file, cancellation);
        try
        {
            return reader.Read();
        }
        catch (EndOfStreamException cause)
        {
            throw new UserErrorException(
                stream.CanSeek ? $"{file}: became shorter while it was read." : $"{file}: ends before its last tensor. It is truncated.",
                cause);
        }
        catch (OutOfMemoryException cause)
        {
            throw new UserErrorException($"{file}: does not fit into memory: {AvailableMemory.Shortage("use a smaller model")}", cause);
        }
    }

    public void Dispose() => _hash.Dispose();

    private SafetensorsContent Read()
    {
        var header = ReadHeader();
        IReadOnlyList<NamedTensor> tensors = [.. header.Entries.Select(ReadTensor)];
        if (!_stream.CanSeek && _stream.ReadByte() >= 0)
            throw new UserErrorException($"{_file}: goes on after its last tensor. The file has bytes that belong to no tensor.");
        return new SafetensorsContent(tensors, header.Metadata, Convert.ToHexStringLower(_hash.GetCurrentHash()));
    }

    private SafetensorsHeader ReadHeader()
    {
        long? available = _stream.CanSeek ? _stream.Length - _stream.Position : null;
        Span<byte> prefix = stackalloc byte[8];
        var found = available < prefix.Length ? available.Value : _stream.ReadAtLeast(prefix, prefix.Length, throwOnEndOfStream: false);
        if (found < prefix.Length)
            throw TooShort(_file, found);
        _hash.AppendData(prefix);
        var json = new byte[HeaderLength(prefix, available, _file)];
        ReadExactly(json);
        return SafetensorsHeader.Parse(json, available - 8 - json.Length, _file);
    }

    internal static UserErrorException TooShort(string file, long found) =>
        new($"{file}: has {found} bytes; a safetensors file begins with 8 bytes of header length. "
            + "It is truncated or another kind of file.");

    /// <param name="available">Bytes of the whole file; null: unknown.</param>
    internal static int HeaderLength(ReadOnlySpan<byte> prefix, long? available, string file)
    {
        var length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > SafetensorsFile.MaximumHeaderBytes)
            throw new UserErrorException($"{file}: states a header of {length} bytes, at most {SafetensorsFile.MaximumHeaderBytes} are "
                + "allowed. It is damaged or another kind of file.");
        return available - 8 < (long)length
            ? throw new UserErrorException($"{file}: states a header of {length} bytes, but only {available - 8} follow. It is truncated.")
            : (int)length;
    }

    private NamedTensor ReadTensor(TensorEntry entry)
    {
        if (entry.Elements > Array.MaxLength)
            throw new UserErrorException($"{_file}: tensor '{entry.Name}' has {entry.Elements} elements; at most {Array.MaxLength} can be "
                + "read at once.");
        var values = new float[entry.Elements];
        var size = entry.Type.Size();
        Span<byte> block = new byte[Math.Min(BlockBytes, (long)values.Length * size)];
        for (var first = 0; first < values.Length; first += BlockBytes / size)
        {
            _cancellation.ThrowIfCancellationRequested();
            var part = values.AsSpan(first, Math.Min(BlockBytes / size, values.Length - first));
            var bytes = block[..(part.Length * size)];
            ReadExactly(bytes);
            entry.Type.Convert(bytes, part);
        }
        return new NamedTensor(entry.Name, entry.Shape, values, entry.Type);
    }

    private void ReadExactly(Span<byte> bytes)
    {
        _stream.ReadExactly(bytes);
        _hash.AppendData(bytes);
    }
}
