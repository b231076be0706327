using Harness.Parquet.Bytes;

namespace Harness.Parquet.Encodings;

/// <summary>DELTA_BINARY_PACKED: the first number, then differences in blocks, each block with its least difference and, per miniblock, the
/// bits of what is above it.</summary>
/// <remarks>Sums wrap, as the format says: a difference may not fit the type, the sum does.</remarks>
internal static class DeltaDecoder
{
    private const ulong LargestBlock = 1 << 20;

    /// <summary>Fills all of <paramref name="values"/>; the stream must announce exactly as many.</summary>
    public static void Decode(ref ByteReader bytes, Span<long> values)
    {
        var (block, miniblocks, count) = (bytes.Varint(), bytes.Varint(), bytes.Varint());
        var value = bytes.ZigZag();
        if (count != (ulong)values.Length)
            throw UnreadableFileException.Damaged($"{count} differences are announced where {values.Length} are needed");
        if (block is 0 or > LargestBlock || miniblocks == 0 || block % miniblocks != 0 || block / miniblocks % 8 != 0)
            throw UnreadableFileException.Damaged($"blocks of {block} differences in {miniblocks} parts are announced");
        if (values.IsEmpty)
            return;
        values[0] = value;
        for (var left = values[1..]; !left.IsEmpty;)
            left = left[Block(ref bytes, ref value, (int)(block / miniblocks), (int)miniblocks, left)..];
    }

    /// <returns>How many of <paramref name="values"/> the block filled.</returns>
    private static int Block(ref ByteReader bytes, ref long value, int size, int miniblocks, Span<long> values)
    {
        var least = bytes.ZigZag();
        var widths = bytes.Take(miniblocks);
        var filled = 0;
        // Miniblocks behind the last number have a width but no bytes.
        for (var i = 0; i < miniblocks && filled < values.Length; i++)
        {
            var count = Math.Min(size, values.Length - filled);
            Miniblock(bytes.Take(MiniblockBytes(size, widths[i])), widths[i], least, ref value, values.Slice(filled, count));
            filled += count;
        }
        return filled;
    }

    private static void Miniblock(ReadOnlySpan<byte> packed, int width, long least, ref long value, Span<long> values)
    {
        for (var i = 0; i < values.Length; i++)
            values[i] = value = unchecked(value + least + (long)BitPacking.Unpack(packed, i, width));
    }

    private static long MiniblockBytes(int size, int width) =>
        width <= 64
            ? BitPacking.Bytes(size, width)
            : throw UnreadableFileException.Damaged($"differences of {width} bits are announced where 64 are the most");
}
