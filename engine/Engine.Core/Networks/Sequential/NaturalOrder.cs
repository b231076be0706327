namespace Engine.Networks.Sequential;

/// <summary>Compares names as people count: runs of digits by their value, so that <c>fc10</c> comes after <c>fc9</c>.</summary>
public sealed class NaturalOrder : IComparer<string>
{
    public static NaturalOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        ReadOnlySpan<char> a = x, b = y;
        while (!a.IsEmpty && !b.IsEmpty)
        {
            var difference = char.IsAsciiDigit(a[0]) && char.IsAsciiDigit(b[0]) ? CompareNumbers(ref a, ref b) : a[0].CompareTo(b[0]);
            if (difference != 0)
                return difference;
            a = a[1..];
            b = b[1..];
        }
        return a.Length.CompareTo(b.Length);
    }

    /// <summary>Compares the numbers that both begin with; equal ones are skipped but for their last digit.</summary>
    private static int CompareNumbers(ref ReadOnlySpan<char> a, ref ReadOnlySpan<char> b)
    {
        int left = Digits(a), right = Digits(b);
        ReadOnlySpan<char> leftValue = a[..left].TrimStart('0'), rightValue = b[..right].TrimStart('0');
        var difference = leftValue.Length.CompareTo(rightValue.Length);
        if (difference == 0)
            difference = leftValue.CompareTo(rightValue, StringComparison.Ordinal);
        a = a[(left - 1)..];
        b = b[(right - 1)..];
        return difference;
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        var count = text.IndexOfAnyExceptInRange('0', '9');
        return count < 0 ? text.Length : count;
    }
}
