using System.Buffers.Binary;

namespace Harness.Parquet.Bytes;

/// <summary>Reads from bytes that may lie: whatever would reach past the end is a damaged file.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> _data = data;

    public int Position { get; private set; }

    public readonly int Remaining => _data.Length - Position;

    public readonly ReadOnlySpan<byte> Rest => _data[Position..];

    public ReadOnlySpan<byte> Take(long count)
    {
        if (count < 0 || count > Remaining)
            throw UnreadableFileException.Damaged($"{count} bytes are announced where {Remaining} are left");
        var taken = _data.Slice(Position, (int)count);
        Position += (int)count;
        return taken;
    }

    public byte Byte() => Take(1)[0];

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    /// <summary>An unsigned LEB128 number: seven bits a byte, lowest first, the top bit set on all but the last.</summary>
    public ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
        throw UnreadableFileException.Damaged("a variable-length number has more than 64 bits");
    }

    /// <summary>A signed number in zigzag order (0, -1, 1, -2, …), as a varint.</summary>
    public long ZigZag()
    {
        var folded = Varint();
        return (long)(folded >> 1) ^ -(long)(folded & 1);
    }
}
