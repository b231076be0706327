namespace Harness.Parquet.Writing;

/// <summary>A stream and how many bytes have gone into it, since offsets in a Parquet file count from its first byte.</summary>
internal sealed class CountingOutput(Stream stream)
{
    public long Position { get; private set; }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        stream.Write(bytes);
        Position += bytes.Length;
    }
}
