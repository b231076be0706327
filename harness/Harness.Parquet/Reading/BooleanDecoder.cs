using Harness.Parquet.Bytes;
using Harness.Parquet.Encodings;
using Harness.Parquet.Metadata;

namespace Harness.Parquet.Reading;

/// <summary>Booleans: packed bits, or runs behind four bytes of length.</summary>
internal sealed class BooleanDecoder : ValueDecoder<bool>
{
    public override bool Missing => false;

    public override void Decode(PageEncoding encoding, ReadOnlySpan<byte> data, Span<bool> values)
    {
        var bytes = new ByteReader(data);
        if (encoding == PageEncoding.Rle)
            Levels.Decode(bytes.Take(bytes.Int32()), values);
        else if (encoding == PageEncoding.Plain)
            Plain(bytes.Take(BitPacking.Bytes(values.Length, 1)), values);
        else
            throw Unknown(encoding);
    }

    private static void Plain(ReadOnlySpan<byte> bits, Span<bool> values)
    {
        for (var i = 0; i < values.Length; i++)
            values[i] = (bits[i >> 3] >> (i & 7) & 1) == 1;
    }
}
