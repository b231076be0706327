namespace Engine.Measures;

/// <summary>
/// q-values that hold the false-discovery rate over many tests: q_i = min over the p_(j) >= p_i of m p_(j) / j, at most 1, p_(j) the j-th
/// smallest of m. Y. Benjamini and Y. Hochberg, "Controlling the false discovery rate" (1995).
/// </summary>
public static class BenjaminiHochberg
{
    /// <param name="pValues"><c>[tests]</c>.</param>
    /// <returns><c>[tests]</c>, in the order given.</returns>
    /// <exception cref="ArgumentException">A p-value is NaN or outside [0, 1].</exception>
    public static double[] QValues(ReadOnlySpan<double> pValues)
    {
        var sorted = pValues.ToArray();
        var wrong = Array.FindIndex(sorted, p => !(p >= 0 && p <= 1));
        if (wrong >= 0)
            throw new ArgumentException($"p-value {wrong} is {sorted[wrong]}: it must be from 0 to 1", nameof(pValues));
        var index = Enumerable.Range(0, sorted.Length).ToArray();
        Array.Sort(sorted, index);
        var q = new double[sorted.Length];
        var lowest = 1.0;
        for (var rank = sorted.Length; rank > 0; rank--)
        {
            lowest = Math.Min(lowest, sorted[rank - 1] * sorted.Length / rank);
            q[index[rank - 1]] = lowest;
        }

        return q;
    }
}
