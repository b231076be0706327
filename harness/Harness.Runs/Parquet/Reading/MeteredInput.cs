using Engine;

namespace Harness.ParquetNet.Reading;

/// <summary>
/// A file in memory, so that no read of Parquet.Net's waits. It gives out its bytes only so many times over: a damaged file whose pages
/// lead back to themselves would be read forever.
/// </summary>
internal sealed class MeteredInput : MemoryStream
{
    private const int TimesOver = 8;
    private const int Allowance = 1 << 16;

    private long _left;

    private MeteredInput(byte[] content)
        : base(content, writable: false) => _left = ((long)content.Length * TimesOver) + Allowance;

    /// <exception cref="UserErrorException">It is larger than an array can be.</exception>
    public static MeteredInput Load(Stream stream, string source)
    {
        if (stream.Length > Array.MaxLength)
            throw new UserErrorException($"{source} has {stream.Length} bytes: more than can be read at once; write the table as several files");
        var content = new byte[stream.Length];
        stream.Position = 0;
        stream.ReadExactly(content);
        return new MeteredInput(content);
    }

    public override int Read(byte[] buffer, int offset, int count) => Meter(base.Read(buffer, offset, count));

    public override int Read(Span<byte> buffer) => Meter(base.Read(buffer));

    public override int ReadByte()
    {
        Meter(1);
        return base.ReadByte();
    }

    // A read at the end, which gives nothing, counts as well.
    private int Meter(int bytes)
    {
        _left -= Math.Max(1, bytes);
        return _left >= 0 ? bytes : throw new UnreadableFileException("its pages lead in a circle. The file is damaged: copy or write it again");
    }
}
