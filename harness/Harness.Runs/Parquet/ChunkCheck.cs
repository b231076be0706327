using Parquet.Meta;
using Snappier;
using ZstdSharp;

namespace Harness.Runs.Parquet;

/// <summary>
/// Whether the pages of a column's chunk are what they announce, so that Parquet.Net takes no more memory than the file is worth.
/// </summary>
/// <param name="file">The whole file.</param>
/// <param name="end">Where its data ends.</param>
/// <param name="limit">Bytes of the largest page, decompressed.</param>
internal sealed class ChunkCheck(byte[] file, int end, long limit)
{
    private Dictionary<(ThriftShape, int), long> _header = [];

    /// <summary>The bytes of the chunk's pages.</summary>
    /// <exception cref="UnreadableFileException">They are not as announced, or of a kind that cannot be bounded.</exception>
    public Range Pages(ColumnMetaData chunk)
    {
        var first = First(chunk);
        var (next, left) = (first, chunk.NumValues);
        for (var dictionaries = 0; left > 0;)
        {
            _header = [];
            var walker = new ThriftWalker(file.AsSpan(0, end), next, (shape, id, value) => _header[(shape, id)] = value);
            walker.Struct(ParquetShapes.PageHeader);
            var page = Page(chunk.Codec, walker.Position, isDictionary: Field(1) == (int)PageType.DICTIONARY_PAGE);
            if (Field(1) == (int)PageType.DICTIONARY_PAGE)
                Require(++dictionaries == 1, "it has two dictionaries");
            else
                left -= ValuesOfPage(left);
            next = walker.Position + page;
        }
        return first..next;
    }

    /// <summary>The least offset, from which on Parquet.Net reads.</summary>
    private int First(ColumnMetaData chunk)
    {
        if (chunk.NumValues == 0)
            return 0;
        long[] offsets = [chunk.DictionaryPageOffset ?? 0, chunk.DataPageOffset, chunk.IndexPageOffset ?? 0];
        var first = offsets.Where(offset => offset != 0).DefaultIfEmpty(0).Min();
        Require(first > 0 && first < end, $"its pages begin at byte {first}");
        return (int)first;
    }

    private long Field(int id) => Field(ParquetShapes.PageHeader, id);

    private long Field(ThriftShape shape, int id) => _header.GetValueOrDefault((shape, id));

    /// <returns>Bytes of the page in the file.</returns>
    private int Page(CompressionCodec codec, int begin, bool isDictionary)
    {
        var (large, small) = (Field(2), Field(3));
        Require(small >= 0 && small <= end - begin, $"a page of {small} bytes is announced where {end - begin} are left");
        Require(large >= 0 && large <= limit, $"a page of {large} bytes is announced");
        // An entry takes a byte at least.
        var entries = Field(ParquetShapes.DictionaryPage, 1);
        Require(!isDictionary || (entries >= 0 && entries <= large), "its dictionary has more entries than bytes");
        var (definition, repetition) = (Field(ParquetShapes.DataPageV2, 5), Field(ParquetShapes.DataPageV2, 6));
        var levels = definition + repetition;
        Require(definition >= 0 && repetition >= 0 && levels <= small, $"levels of {levels} bytes are announced in a page of {small}");
        var content = file.AsSpan(begin + (int)levels, (int)(small - levels));
        var announced = Decompressed(codec, content);
        Require(
            announced is null || announced <= (ulong)large + Spare(codec, content),
            $"a page of {large} bytes has {announced} when decompressed");
        var hasCrc = _header.TryGetValue((ParquetShapes.PageHeader, 4), out var crc);
        Require(!hasCrc || (uint)crc == Crc32.Of(file.AsSpan(begin, (int)small)), "a page does not match its checksum");
        return (int)small;
    }

    /// <summary>
    /// The size that the compressed bytes state themselves, which Parquet.Net goes by; null where it goes by the page's header.
    /// </summary>
    private static ulong? Decompressed(CompressionCodec codec, ReadOnlySpan<byte> compressed) => codec switch
    {
        CompressionCodec.UNCOMPRESSED or CompressionCodec.GZIP => null,
        _ when compressed.IsEmpty => null,
        CompressionCodec.SNAPPY => (ulong)(uint)Snappy.GetUncompressedLength(compressed),
        CompressionCodec.ZSTD => Decompressor.GetDecompressedSize(compressed),
        _ => throw new UnreadableFileException(
            $"it is compressed by {codec}, which this reader does not know: write it with zstd, snappy or no compression"),
    };

    /// <summary>
    /// By how much the stated size may be above the page's: a frame of zstd need not state its content's size. Then its blocks stand for
    /// the largest that they may be, of which the last is not full, or one more is empty.
    /// </summary>
    private static ulong Spare(CompressionCodec codec, ReadOnlySpan<byte> compressed)
    {
        const int descriptor = 4;
        const byte sizeOrOneSegment = 0b1110_0000;
        const ulong largestBlock = 128 * 1024;
        return codec == CompressionCodec.ZSTD && compressed.Length > descriptor && (compressed[descriptor] & sizeOrOneSegment) == 0
            ? 2 * largestBlock
            : 0;
    }

    private long ValuesOfPage(long left)
    {
        var version2 = Field(1) == (int)PageType.DATA_PAGE_V2;
        var (shape, encodingField) = version2 ? (ParquetShapes.DataPageV2, 4) : (ParquetShapes.DataPage, 2);
        var (values, encoding) = (Field(shape, 1), (Encoding)Field(shape, encodingField));
        Require(values >= 0 && values <= left, $"a page of {values} values is announced where {left} are left");
        // A few bytes of these make Parquet.Net take memory for as many numbers as they say.
        if (encoding is Encoding.DELTA_BINARY_PACKED or Encoding.DELTA_BYTE_ARRAY or Encoding.DELTA_LENGTH_BYTE_ARRAY)
            throw new UnreadableFileException(
                $"it is encoded by {encoding}, which this reader does not know: write it by dictionary or plain");
        return values;
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
            throw UnreadableFileException.Damaged(otherwise);
    }
}
