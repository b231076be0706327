using System.Text;
using Harness.Parquet.Bytes;
using Harness.Parquet.Metadata;

namespace Harness.Parquet.Writing;

/// <summary>Texts, PLAIN: four bytes of length, then UTF-8.</summary>
internal sealed class TextValues(ReadOnlyMemory<string> values) : ChunkValues
{
    /// <summary>UTF-16 units up to which a text is sure to fit a page, whose size the format gives 31 bits.</summary>
    internal const int LongestText = 1 << 28;

    // Half a surrogate pair has no UTF-8: better an error than a replacement that nobody asked for.
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    public override int Count => values.Length;

    public override PageEncoding Encoding => PageEncoding.Plain;

    public override Bounds? Bounds => TextBounds.Of(values.Span);

    public override int Fitting(int first, int bytes)
    {
        var (count, size) = (0, 0L);
        foreach (var value in values.Span[first..])
        {
            size += Size(value);
            if (size > bytes && count > 0)
                break;
            count++;
        }
        return count;
    }

    public override void Encode(int first, int count, ByteBuffer page)
    {
        foreach (var value in values.Span.Slice(first, count))
        {
            var length = Utf8.GetByteCount(value);
            page.Int32(length);
            Utf8.GetBytes(value, page.Reserve(length));
        }
    }

    /// <summary>The bytes that the texts take, lengths included.</summary>
    public static long Size(ReadOnlySpan<string> values)
    {
        var size = 0L;
        foreach (var value in values)
            size += Size(value);
        return size;
    }

    private static long Size(string value)
    {
        CheckLength(value.Length);
        return sizeof(int) + Utf8.GetByteCount(value);
    }

    internal static void CheckLength(int length)
    {
        if (length > LongestText)
            throw new ArgumentException(
                $"a text of {length} characters is to be written; {LongestText} is the most that a page is sure to hold");
    }
}
