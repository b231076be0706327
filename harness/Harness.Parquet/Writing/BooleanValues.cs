using Harness.Parquet.Bytes;
using Harness.Parquet.Metadata;

namespace Harness.Parquet.Writing;

/// <summary>Booleans, PLAIN: one bit each, from the lowest bit of the first byte on.</summary>
internal sealed class BooleanValues(ReadOnlyMemory<bool> values) : ChunkValues
{
    public override int Count => values.Length;

    public override PageEncoding Encoding => PageEncoding.Plain;

    public override Bounds? Bounds => Count == 0 ? null : new(Bit(!values.Span.Contains(false)), Bit(values.Span.Contains(true)));

    public override int Fitting(int first, int bytes) => FittingBits(first, bytes, 1);

    public override void Encode(int first, int count, ByteBuffer page)
    {
        var bits = page.Reserve((count + 7) / 8);
        bits.Clear();
        var source = values.Span.Slice(first, count);
        for (var i = 0; i < count; i++)
            if (source[i])
                bits[i >> 3] |= (byte)(1 << (i & 7));
    }

    private static byte[] Bit(bool value) => [value ? (byte)1 : (byte)0];
}
