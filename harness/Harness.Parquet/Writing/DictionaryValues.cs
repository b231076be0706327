using Harness.Parquet.Bytes;
using Harness.Parquet.Encodings;
using Harness.Parquet.Metadata;

namespace Harness.Parquet.Writing;

/// <summary>Indices into a dictionary, RLE_DICTIONARY: a byte with their width, then the hybrid of runs and packed numbers.</summary>
internal sealed class DictionaryValues(ChunkValues entries, ReadOnlyMemory<int> indices) : ChunkValues
{
    private readonly int _width = WidthFor(entries.Count);

    public override int Count => indices.Length;

    public override PageEncoding Encoding => PageEncoding.RleDictionary;

    public override ChunkValues Dictionary => entries;

    public override Bounds? Bounds => entries.Bounds;

    public override int Fitting(int first, int bytes) => FittingBits(first, bytes, _width);

    public override void Encode(int first, int count, ByteBuffer page)
    {
        page.Byte((byte)_width);
        HybridEncoder.Encode(indices.Span.Slice(first, count), _width, page);
    }

    /// <summary>At least one bit: width 0, though allowed, is where readers disagree.</summary>
    public static int WidthFor(int entries) => BitPacking.Width(Math.Max(1, entries - 1));
}
