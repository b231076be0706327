namespace Harness.Report;

/// <summary>Which of many items are kept: evenly spread, the first and the last among them.</summary>
internal static class Thinning
{
    /// <param name="count">How many there are.</param>
    /// <param name="most">How many may be kept; at least 1, which keeps the last.</param>
    /// <returns>Indices, ascending.</returns>
    public static int[] Indices(int count, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        if (count <= most)
            return [.. Enumerable.Range(0, count)];
        if (most == 1)
            return [count - 1];
        return [.. Enumerable.Range(0, most).Select(i => (int)((long)i * (count - 1) / (most - 1)))];
    }

    public static T[] Pick<T>(this IReadOnlyList<T> items, IReadOnlyList<int> indices) => [.. indices.Select(index => items[index])];
}
