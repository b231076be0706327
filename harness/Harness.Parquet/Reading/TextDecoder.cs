using System.Text;
using Harness.Parquet.Bytes;
using Harness.Parquet.Encodings;
using Harness.Parquet.Metadata;

namespace Harness.Parquet.Reading;

/// <summary>UTF-8 texts, each behind its length, or all behind all lengths.</summary>
internal sealed class TextDecoder : ValueDecoder<string>
{
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    public override string Missing => "";

    public override void Decode(PageEncoding encoding, ReadOnlySpan<byte> data, Span<string> values)
    {
        var bytes = new ByteReader(data);
        if (encoding == PageEncoding.Plain)
            Plain(ref bytes, values);
        else if (encoding == PageEncoding.DeltaLengthByteArray)
            DeltaLengths(ref bytes, values);
        else
            throw Unknown(encoding);
    }

    private static void Plain(ref ByteReader bytes, Span<string> values)
    {
        foreach (ref var value in values)
            value = Text(bytes.Take(bytes.Int32()));
    }

    private static void DeltaLengths(ref ByteReader bytes, Span<string> values)
    {
        var lengths = new long[values.Length];
        DeltaDecoder.Decode(ref bytes, lengths);
        for (var i = 0; i < lengths.Length; i++)
            values[i] = Text(bytes.Take(lengths[i]));
    }

    private static string Text(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return Utf8.GetString(utf8);
        }
        catch (DecoderFallbackException e)
        {
            throw UnreadableFileException.Unsupported(
                $"a text of {utf8.Length} bytes is not UTF-8 ({e.Message})", "write texts as UTF-8, binary values not at all");
        }
    }
}
