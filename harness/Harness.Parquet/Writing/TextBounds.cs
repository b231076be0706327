using System.Text;
using Harness.Parquet.Metadata;

namespace Harness.Parquet.Writing;

/// <summary>The bounds of texts, in the order of their UTF-8 bytes, cut where they are long.</summary>
internal static class TextBounds
{
    /// <summary>A whole spec in the footer would cost every reader more than it saves.</summary>
    internal const int LongestBound = 64;

    public static Bounds? Of(ReadOnlySpan<string> values)
    {
        if (values.IsEmpty)
            return null;
        var (min, max) = (values[0], values[0]);
        foreach (var value in values[1..])
        {
            min = CodePointOrder.Compare(value, min) < 0 ? value : min;
            max = CodePointOrder.Compare(value, max) > 0 ? value : max;
        }
        return Cut(Encoding.UTF8.GetBytes(min), Encoding.UTF8.GetBytes(max));
    }

    private static Bounds? Cut(byte[] min, byte[] max)
    {
        var (low, high) = (Start(min), max.Length <= LongestBound ? max : Successor(Start(max)));
        return high is null ? null : new(low, high, low.Length == min.Length, max.Length <= LongestBound);
    }

    /// <summary>The first characters of a text that take at most <see cref="LongestBound"/> bytes.</summary>
    private static byte[] Start(byte[] utf8)
    {
        var end = Math.Min(utf8.Length, LongestBound);
        while (end < utf8.Length && (utf8[end] & 0xC0) == 0x80)
            end--;
        return utf8[..end];
    }

    /// <summary>A text behind all that begin with this one: its last character that has a next one, raised by one. Null where none
    /// has.</summary>
    private static byte[]? Successor(byte[] utf8)
    {
        var runes = Encoding.UTF8.GetString(utf8).EnumerateRunes().ToArray();
        var last = Array.FindLastIndex(runes, rune => rune.Value < 0x10FFFF);
        if (last < 0)
            return null;
        var next = runes[last].Value == 0xD7FF ? 0xE000 : runes[last].Value + 1;
        return Encoding.UTF8.GetBytes(string.Concat(runes[..last].Append(new Rune(next))));
    }
}
