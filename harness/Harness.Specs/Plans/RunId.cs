using System.Security.Cryptography;
using System.Text;

namespace Harness.Specs.Plans;

/// <summary>Makes names of runs that people can read and that only equal specs share.</summary>
public static class RunId
{
    /// <summary>A name never exceeds this, so that its files fit every file system.</summary>
    public const int MaximumLength = 80;

    /// <summary>48 bits: two of 10,000 runs collide with a probability below 1e-6, and a plan checks.</summary>
    private const int HashDigits = 12;

    /// <summary>The words joined by '-', reduced to characters every file system takes, the hash of <paramref name="canonicalJson"/> behind them.</summary>
    /// <param name="words">Shortened at the end when they are too long.</param>
    /// <param name="last">A word that is kept whole, e.g. <c>s0</c>; at most 24 characters.</param>
    public static string Of(IEnumerable<string> words, string last, string canonicalJson)
    {
        ArgumentException.ThrowIfNullOrEmpty(last);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(last.Length, 24);
        var tail = $"-{Safe(last)}-{Hash(canonicalJson)}";
        var head = Safe(string.Join('-', words.Where(word => word.Length > 0)));
        return head[..Math.Min(head.Length, MaximumLength - tail.Length)].TrimEnd('-', '.', '=', '_') + tail;
    }

    private static string Hash(string canonicalJson) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonicalJson)))[..HashDigits];

    private static string Safe(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var letter in text)
            if (char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '=')
                safe.Append(letter);
            else if (safe.Length > 0 && safe[^1] != '-')
                safe.Append('-');
        return safe.ToString();
    }
}
