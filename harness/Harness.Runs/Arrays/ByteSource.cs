using Engine;
using Microsoft.Win32.SafeHandles;

namespace Harness.Runs.Arrays;

/// <summary>Bytes of known number that an array's elements lie in.</summary>
internal abstract class ByteSource
{
    /// <summary>Bytes that can be read; compressed ones are counted as they are stated, which their reading checks.</summary>
    public abstract long Length { get; }

    /// <summary>Whether a place costs the same wherever it is.</summary>
    public virtual bool IsSeekable => true;

    /// <exception cref="UserErrorException">The file is damaged, has become shorter or cannot be read.</exception>
    public abstract void Read(long offset, Span<byte> bytes);
}

/// <summary>A file, held open; may be read by several threads at once.</summary>
internal sealed class FileSource : ByteSource, IDisposable
{
    private readonly SafeFileHandle _handle;

    /// <exception cref="UserErrorException">It is no file with content, or cannot be opened.</exception>
    public FileSource(string path)
    {
        Path = path;
        if (Directory.Exists(path))
            throw new UserErrorException($"{path}: is a folder, a file is needed.");
        if (SpecialFile.Kind(path) is { } kind)
            throw new UserErrorException($"{path}: is {kind}, and a file is needed. Copy what it gives into one.");
        try
        {
            _handle = File.OpenHandle(path);
            Length = RandomAccess.GetLength(_handle);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            _handle?.Dispose();
            throw new UserErrorException($"{path}: cannot be read ({FileFault.Of(cause)}).", cause);
        }
    }

    public string Path { get; }

    public override long Length { get; }

    /// <summary>All of it.</summary>
    /// <param name="remedy">What to do about a file that is larger than can be read at once.</param>
    /// <exception cref="UserErrorException">It is.</exception>
    public byte[] ReadWhole(string remedy)
    {
        if (Length > Array.MaxLength || Length > AvailableMemory.Bytes / 2)
            throw new UserErrorException($"{Path}: its {Length} bytes are more than can be read at once. {remedy}.");
        var bytes = new byte[Length];
        Read(0, bytes);
        return bytes;
    }

    public override void Read(long offset, Span<byte> bytes)
    {
        try
        {
            while (bytes.Length > 0)
            {
                var read = RandomAccess.Read(_handle, bytes, offset);
                if (read == 0)
                    throw new UserErrorException($"{Path}: became shorter while it was read.");
                offset += read;
                bytes = bytes[read..];
            }
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{Path}: cannot be read ({FileFault.Of(cause)}).", cause);
        }
    }

    public void Dispose() => _handle.Dispose();
}

/// <summary>A part of another source.</summary>
internal sealed class PartSource(ByteSource whole, long begin, long length) : ByteSource
{
    public override long Length => length;

    public override bool IsSeekable => whole.IsSeekable;

    public override void Read(long offset, Span<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, length - offset);
        whole.Read(begin + offset, bytes);
    }
}

/// <summary>Bytes in memory.</summary>
internal sealed class MemorySource(ReadOnlyMemory<byte> content) : ByteSource
{
    public override long Length => content.Length;

    public override void Read(long offset, Span<byte> bytes) => content.Span.Slice((int)offset, bytes.Length).CopyTo(bytes);
}

/// <summary>A source from front to back.</summary>
internal sealed class SourceStream(ByteSource source) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => source.Length;

    public override long Position { get; set; }

    public override int Read(Span<byte> buffer)
    {
        var part = buffer[..(int)Math.Min(buffer.Length, Math.Max(0, Length - Position))];
        source.Read(Position, part);
        Position += part.Length;
        return part.Length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => Length + offset,
    };

    public override void Flush()
    {
        // Nothing is written.
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
