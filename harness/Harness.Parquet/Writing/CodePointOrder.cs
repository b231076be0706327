namespace Harness.Parquet.Writing;

/// <summary>Orders texts by code points, which is the order of their UTF-8 bytes, without encoding them.</summary>
internal static class CodePointOrder
{
    public static int Compare(string a, string b)
    {
        var same = a.AsSpan().CommonPrefixLength(b);
        return same < a.Length && same < b.Length ? Rank(a[same]) - Rank(b[same]) : a.Length - b.Length;
    }

    // UTF-16 puts surrogates, which stand for the highest code points, before U+E000 to U+FFFF: swap the two.
    private static int Rank(char unit) => unit switch
    {
        >= '\uE000' => unit - 0x800,
        >= '\uD800' => unit + 0x2000,
        _ => unit,
    };
}
