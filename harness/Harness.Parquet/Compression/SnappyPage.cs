using Harness.Parquet.Bytes;
using IronSnappy;

namespace Harness.Parquet.Compression;

/// <summary>Raw Snappy blocks (no framing), through IronSnappy.</summary>
internal static class SnappyPage
{
    // A three-byte copy gives at most 64 bytes: nothing in Snappy expands further.
    private const int MostExpansion = 64;

    public static byte[] Compress(ReadOnlySpan<byte> content) => Snappy.Encode(content);

    public static byte[] Decompress(ReadOnlySpan<byte> stored, int size)
    {
        // The library allocates what the block announces: check that first.
        var announced = new ByteReader(stored).Varint();
        if (announced != (ulong)size || size > (long)stored.Length * MostExpansion)
            throw UnreadableFileException.Damaged(
                $"a snappy block of {stored.Length} bytes announces {announced} where the page's head says {size}");
        try
        {
            return Snappy.Decode(stored);
        }
        // The library reports damage by several types, IndexOutOfRangeException among them.
        catch (Exception e)
        {
            throw UnreadableFileException.Damaged("a snappy block cannot be decompressed", e);
        }
    }
}
