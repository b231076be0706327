using System.Buffers.Binary;

namespace Harness.Parquet.Bytes;

/// <summary>Bytes that grow as they are written; reused from page to page.</summary>
internal sealed class ByteBuffer
{
    private byte[] _bytes = new byte[1024];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    /// <summary>Appends <paramref name="count"/> bytes and returns them to be filled: every one of them, they may hold old
    /// content.</summary>
    public Span<byte> Reserve(int count)
    {
        Grow((long)Length + count);
        var reserved = _bytes.AsSpan(Length, count);
        Length += count;
        return reserved;
    }

    public void Byte(byte value) => Reserve(1)[0] = value;

    public void Bytes(ReadOnlySpan<byte> value) => value.CopyTo(Reserve(value.Length));

    public void Int32(int value) => BinaryPrimitives.WriteInt32LittleEndian(Reserve(sizeof(int)), value);

    /// <summary>Writes over four bytes reserved earlier, once what they announce is known.</summary>
    public void PatchInt32(int position, int value) => BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(position), value);

    /// <inheritdoc cref="ByteReader.Varint"/>
    public void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            Byte((byte)(value | 0x80));
        Byte((byte)value);
    }

    /// <inheritdoc cref="ByteReader.ZigZag"/>
    public void ZigZag(long value) => Varint((ulong)(value << 1) ^ (ulong)(value >> 63));

    private void Grow(long needed)
    {
        if (needed <= _bytes.Length)
            return;
        if (needed > Array.MaxLength)
            throw new InvalidOperationException(
                $"{needed} bytes are to go into one page or footer of a Parquet file; {Array.MaxLength} is the most");
        Array.Resize(ref _bytes, (int)Math.Min(Math.Max(needed, 2L * _bytes.Length), Array.MaxLength));
    }
}
