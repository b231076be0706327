namespace Harness.Parquet.Writing;

/// <summary>Values told by their place among the distinct ones, which stand in the order of their first appearance.</summary>
internal sealed record DistinctValues<T>(T[] Entries, int[] Indices) where T : notnull
{
    /// <summary>Null once there are more than <paramref name="most"/> distinct values.</summary>
    public static DistinctValues<T>? Find(ReadOnlySpan<T> values, int most)
    {
        var (places, entries, indices) = (new Dictionary<T, int>(), new List<T>(), new int[values.Length]);
        for (var i = 0; i < values.Length; i++)
        {
            // Long tables repeat: most values equal the one before.
            if (i > 0 && EqualityComparer<T>.Default.Equals(values[i], values[i - 1]))
                indices[i] = indices[i - 1];
            else if (places.TryGetValue(values[i], out var place))
                indices[i] = place;
            else if (entries.Count == most)
                return null;
            else
                places.Add(values[i], indices[i] = Append(entries, values[i]));
        }
        return new([.. entries], indices);
    }

    private static int Append(List<T> entries, T value)
    {
        entries.Add(value);
        return entries.Count - 1;
    }
}
