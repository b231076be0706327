using Harness.Parquet.Bytes;

namespace Harness.Parquet.Encodings;

/// <summary>Parquet's RLE/bit-packing hybrid: runs of one repeated number (head: length * 2) and runs of eights of packed numbers (head:
/// eights * 2 + 1).</summary>
internal static class HybridEncoder
{
    // A repeated run takes at least two bytes, eight packed numbers at least one: shorter runs never pay.
    private const int ShortestRun = 8;

    public static void Encode(ReadOnlySpan<int> values, int width, ByteBuffer output)
    {
        var (packedFrom, at) = (0, 0);
        while (at < values.Length)
        {
            var run = RunLength(values[at..]);
            // Packed numbers come in eights: the run lends what the numbers before it lack.
            var lent = -(at - packedFrom) & 7;
            if (run - lent >= ShortestRun)
            {
                Packed(values[packedFrom..(at + lent)], width, output);
                Repeated(values[at], run - lent, width, output);
                packedFrom = at + run;
            }
            at += run;
        }
        Packed(values[packedFrom..], width, output);
    }

    public static void Repeated(int value, int count, int width, ByteBuffer output)
    {
        output.Varint((ulong)count << 1);
        for (var shift = 0; shift < width; shift += 8)
            output.Byte((byte)(value >> shift));
    }

    private static void Packed(ReadOnlySpan<int> values, int width, ByteBuffer output)
    {
        if (values.IsEmpty)
            return;
        output.Varint((ulong)((values.Length + 7) / 8) << 1 | 1);
        BitPacking.Pack(values, width, output);
    }

    private static int RunLength(ReadOnlySpan<int> values)
    {
        var end = values.IndexOfAnyExcept(values[0]);
        return end < 0 ? values.Length : end;
    }
}
