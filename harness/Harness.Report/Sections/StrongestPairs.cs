namespace Harness.Report.Sections;

/// <summary>The pairs of a run with the most of each quantity.</summary>
internal static class StrongestPairs
{
    /// <summary>Pairs by each quantity.</summary>
    public const int Most = 20;

    /// <summary>The quantities, and whether the least come first.</summary>
    public static IReadOnlyList<(string Column, bool Least)> By { get; } =
        [("redundancy", false), ("i_pair", false), ("i_joint", false), ("synergy", false), ("interaction", false), ("interaction", true)];

    private static readonly string[] Columns =
        ["redundancy", "unique_i", "unique_j", "synergy", "i_pair", "i_joint", "interaction", "q_value"];

    /// <param name="rows">Of one sheet.</param>
    /// <param name="most">How many by each quantity.</param>
    /// <returns>Column by column; the page sorts them.</returns>
    public static IReadOnlyDictionary<string, double[]> Of(PairRows table, int[] rows, int most)
    {
        int[] kept = [.. By.SelectMany(by => Of(table, rows, by.Column, by.Least, most)).Distinct().Order()];
        var found = new Dictionary<string, double[]>
        {
            ["layer_i"] = [.. kept.Select(row => (double)table.LayerI[row])],
            ["neuron_i"] = [.. kept.Select(row => (double)table.NeuronI[row])],
            ["layer_j"] = [.. kept.Select(row => (double)table.LayerJ[row])],
            ["neuron_j"] = [.. kept.Select(row => (double)table.NeuronJ[row])],
        };
        foreach (var column in Columns)
            found.Add(column, table.Numbers(column).Pick(kept));
        return found;
    }

    private static IEnumerable<int> Of(PairRows table, int[] rows, string column, bool least, int most)
    {
        var values = table.Numbers(column);
        var known = rows.Where(row => double.IsFinite(values[row]));
        return (least ? known.OrderBy(row => values[row]) : known.OrderByDescending(row => values[row])).Take(most);
    }
}
