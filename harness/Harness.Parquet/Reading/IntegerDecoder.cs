using System.Numerics;
using Harness.Parquet.Bytes;
using Harness.Parquet.Encodings;
using Harness.Parquet.Metadata;

namespace Harness.Parquet.Reading;

/// <summary>Integers, which may also be written as differences.</summary>
internal sealed class IntegerDecoder<T> : NumberDecoder<T> where T : unmanaged, IBinaryInteger<T>
{
    public override void Decode(PageEncoding encoding, ReadOnlySpan<byte> data, Span<T> values)
    {
        if (encoding == PageEncoding.DeltaBinaryPacked)
            Deltas(data, values);
        else
            base.Decode(encoding, data, values);
    }

    private static void Deltas(ReadOnlySpan<byte> data, Span<T> values)
    {
        var bytes = new ByteReader(data);
        var wide = new long[values.Length];
        DeltaDecoder.Decode(ref bytes, wide);
        for (var i = 0; i < wide.Length; i++)
            values[i] = T.CreateTruncating(wide[i]);
    }
}
