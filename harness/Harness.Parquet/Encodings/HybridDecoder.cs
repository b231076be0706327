using Harness.Parquet.Bytes;

namespace Harness.Parquet.Encodings;

/// <summary>Reads what <see cref="HybridEncoder"/> describes.</summary>
internal static class HybridDecoder
{
    /// <summary>Fills all of <paramref name="values"/> with numbers of <paramref name="width"/> bits, 0 to 32.</summary>
    public static void Decode(ref ByteReader bytes, int width, Span<int> values)
    {
        if (width > 32)
            throw UnreadableFileException.Damaged($"numbers of {width} bits are announced where 32 are the most");
        if (width == 0)
            values.Clear();
        for (var left = width == 0 ? [] : values; !left.IsEmpty;)
        {
            var head = bytes.Varint();
            var count = (head & 1) == 0 ? Repeated(ref bytes, head >> 1, width, left) : Packed(ref bytes, head >> 1, width, left);
            left = left[count..];
        }
    }

    private static int Repeated(ref ByteReader bytes, ulong run, int width, Span<int> values)
    {
        var count = (int)Math.Min(run, (ulong)values.Length);
        var value = (int)BitPacking.Unpack(bytes.Take((width + 7) / 8), 0, width);
        values[..count].Fill(value);
        return count;
    }

    private static int Packed(ref ByteReader bytes, ulong eights, int width, Span<int> values)
    {
        // The last eight may be cut after the numbers that count: some writers leave the padding out.
        var count = eights > (ulong)values.Length / 8 ? values.Length : (int)eights * 8;
        var announced = eights > int.MaxValue ? long.MaxValue : (long)eights * width;
        var packed = bytes.Take(Math.Max(BitPacking.Bytes(count, width), Math.Min(announced, bytes.Remaining)));
        for (var i = 0; i < count; i++)
            values[i] = (int)BitPacking.Unpack(packed, i, width);
        return count;
    }
}
