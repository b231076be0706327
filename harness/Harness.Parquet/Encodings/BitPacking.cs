using System.Buffers.Binary;
using System.Numerics;
using Harness.Parquet.Bytes;

namespace Harness.Parquet.Encodings;

/// <summary>Numbers of a fixed count of bits, one after another from the lowest bit of the first byte on (Parquet format, Encodings:
/// RLE/bit-packing hybrid).</summary>
internal static class BitPacking
{
    /// <summary>The bits that hold every number from 0 to <paramref name="largest"/>.</summary>
    public static int Width(int largest) => 32 - BitOperations.LeadingZeroCount((uint)largest);

    /// <summary>The bytes that <paramref name="count"/> numbers fill, the last one perhaps partly.</summary>
    public static long Bytes(long count, int width) => (count * width + 7) / 8;

    /// <summary>Packs numbers, with zeros behind up to a multiple of eight numbers.</summary>
    public static void Pack(ReadOnlySpan<int> values, int width, ByteBuffer output)
    {
        var packed = output.Reserve(checked((values.Length + 7) / 8 * width));
        ulong pending = 0;
        var (bits, at) = (0, 0);
        foreach (var value in values)
        {
            pending |= (ulong)(uint)value << bits;
            for (bits += width; bits >= 8; bits -= 8, pending >>= 8)
                packed[at++] = (byte)pending;
        }
        if (bits > 0)
            packed[at++] = (byte)pending;
        packed[at..].Clear();
    }

    /// <summary>The number at place <paramref name="index"/>, of at most 64 bits. The caller makes sure that <paramref name="packed"/>
    /// holds it.</summary>
    public static ulong Unpack(ReadOnlySpan<byte> packed, int index, int width)
    {
        if (width == 0)
            return 0;
        var bit = (long)index * width;
        var (at, shift) = ((int)(bit >> 3), (int)(bit & 7));
        var word = Word(packed[at..]) >> shift;
        if (shift + width > 64)
            word |= (ulong)packed[at + 8] << (64 - shift);
        return width == 64 ? word : word & ((1UL << width) - 1);
    }

    private static ulong Word(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= sizeof(ulong))
            return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        ulong word = 0;
        for (var i = bytes.Length - 1; i >= 0; i--)
            word = word << 8 | bytes[i];
        return word;
    }
}
