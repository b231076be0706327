namespace Harness.Runs.Arrays;

/// <summary>Orders texts by their Unicode code points, as Python, NumPy and scikit-learn sort them, and as UTF-8 sorts them byte by byte.
/// The ordinal order of .NET is by UTF-16 code units: there an emoji (U+1F600) comes before a full-width letter (U+FF21).</summary>
public sealed class CodePointOrder : IComparer<string>
{
    private CodePointOrder()
    {
    }

    public static CodePointOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        if (x is null || y is null)
            return Comparer<bool>.Default.Compare(x is not null, y is not null);
        var at = x.AsSpan().CommonPrefixLength(y);
        return at == x.Length || at == y.Length ? x.Length.CompareTo(y.Length) : Place(x[at]).CompareTo(Place(y[at]));
    }

    /// <summary>Surrogates stand for code points above all others.</summary>
    private static int Place(char unit) => char.IsSurrogate(unit) ? unit + char.MaxValue : unit;
}
