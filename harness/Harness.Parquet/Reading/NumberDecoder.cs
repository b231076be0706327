using System.Runtime.InteropServices;
using Harness.Parquet.Encodings;
using Harness.Parquet.Metadata;

namespace Harness.Parquet.Reading;

/// <summary>Integers and floats.</summary>
internal class NumberDecoder<T> : ValueDecoder<T> where T : unmanaged
{
    public override T Missing => default;

    public override void Decode(PageEncoding encoding, ReadOnlySpan<byte> data, Span<T> values)
    {
        if (encoding == PageEncoding.ByteStreamSplit)
            ByteStreamSplit.Decode(data, values);
        else if (encoding == PageEncoding.Plain)
            Plain(data, MemoryMarshal.AsBytes(values));
        else
            throw Unknown(encoding);
    }

    private static void Plain(ReadOnlySpan<byte> data, Span<byte> values)
    {
        if (data.Length < values.Length)
            throw UnreadableFileException.Damaged($"{data.Length} bytes of values stand where {values.Length} are needed");
        data[..values.Length].CopyTo(values);
    }
}
