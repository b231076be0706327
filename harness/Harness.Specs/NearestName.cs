namespace Harness.Specs;

/// <summary>Finds the name that a mistyped one may stand for.</summary>
public static class NearestName
{
    /// <summary>
    /// The candidate with the smallest Damerau-Levenshtein distance to <paramref name="name"/> (the first of equals), or null when none is
    /// near:
    /// at most 1 edit when the longer has up to 3 letters, 2 for up to 5, a third of its length beyond. Case and the difference between -
    /// and _ do not count.
    /// </summary>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(name);
        var sought = Normalize(name);
        return candidates
            // Spares comparing a hopeless, perhaps huge, name.
            .Where(candidate => Math.Abs(candidate.Length - sought.Length) <= Limit(candidate, sought))
            .Select(candidate => (Name: candidate, Distance: Distance(sought, Normalize(candidate))))
            .Where(candidate => candidate.Distance <= Limit(candidate.Name, sought))
            .OrderBy(candidate => candidate.Distance)
            .FirstOrDefault().Name;
    }

    /// <summary><c>; did you mean NAME?</c>, or, when nothing is near, the empty text.</summary>
    public static string Suggestion(string name, IEnumerable<string> candidates) =>
        Find(name, candidates) is { } nearest ? $"; did you mean {nearest}?" : "";

    /// <summary>The least number of insertions, deletions, substitutions and swaps of neighbours (each place edited once).</summary>
    internal static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            rows[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            rows[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
            for (var j = 1; j <= b.Length; j++)
                rows[i, j] = Step(rows, a, b, i, j);
        return rows[a.Length, b.Length];
    }

    private static int Step(int[,] rows, string a, string b, int i, int j)
    {
        var replaced = rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
        var best = Math.Min(replaced, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
        var swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
        return swapped ? Math.Min(best, rows[i - 2, j - 2] + 1) : best;
    }

    private static int Limit(string a, string b) => Math.Max(a.Length, b.Length) switch { <= 3 => 1, <= 5 => 2, var longer => longer / 3 };

    private static string Normalize(string name) => name.ToLowerInvariant().Replace('_', '-');
}
