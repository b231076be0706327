namespace Harness.Build.Arguments;

/// <summary>The known word with the fewest edits (Levenshtein distance) from the one that was typed.</summary>
internal static class NearestWord
{
    public static string Of(string word, IEnumerable<string> known) => known.MinBy(candidate => Distance(word, candidate))!;

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
