namespace Harness.ParquetNet.Writing;

/// <summary>
/// Lets Parquet.Net, which writes asynchronously, write within the calling thread: every write is done when it returns, so no caller's
/// synchronization context can be waited for. Positions count from where the stream stands.
/// </summary>
internal sealed class SynchronousOutput(Stream stream) : Stream
{
    private readonly MemoryStream _held = new();
    private long _written;
    private bool _holding;

    public override bool CanRead => false;

    // Parquet.Net only asks for the position. A stream that cannot seek it would wrap into one that writes on other threads.
    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => _written;

    public override long Position
    {
        get => _written;
        set => throw new NotSupportedException();
    }

    /// <summary>Keeps what is written from here on, for the caller to write in another form.</summary>
    public void HoldBack() => _holding = true;

    /// <summary>Writes what was held back as <paramref name="rewrite"/> gives it.</summary>
    public void Release(Func<byte[], byte[]> rewrite) => stream.Write(rewrite(_held.ToArray()));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        (_holding ? _held : stream).Write(buffer);
        _written += buffer.Length;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Write(buffer.AsSpan(offset, count));
        return Task.CompletedTask;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    /// <summary>Nothing: Parquet.Net flushes at every page, and whoever owns the stream flushes it at the end.</summary>
    public override void Flush() { }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
