using Engine.Numerics;

namespace Engine.Measures;

/// <summary>
/// q-values that hold the false-discovery rate over many tests: q_i = min over the p_(j) >= p_i of m p_(j) / j, at most 1, p_(j) the j-th
/// smallest of m. Y. Benjamini and Y. Hochberg, "Controlling the false discovery rate" (1995).
/// </summary>
public sealed class BenjaminiHochberg
{
    private readonly double[] _p, _q;

    /// <param name="pValues"><c>[tests]</c>; sorted in place and kept, because there may be many millions.</param>
    /// <exception cref="ArgumentException">A p-value is NaN or outside [0, 1].</exception>
    public BenjaminiHochberg(double[] pValues)
    {
        ArgumentNullException.ThrowIfNull(pValues);
        var wrong = pValues.AsSpan().IndexOfAnyExceptInRange(0.0, 1.0);
        if (wrong >= 0)
            throw new ArgumentException($"p-value {wrong} is {pValues[wrong]}: it must be from 0 to 1", nameof(pValues));
        _p = pValues;
        _q = new double[pValues.Length];
        RadixSort.Ascending(_p, _q);
        var lowest = 1.0;
        for (var rank = _p.Length; rank > 0; rank--)
            _q[rank - 1] = lowest = Math.Min(lowest, _p[rank - 1] * _p.Length / rank);
    }

    /// <summary>The q-value of one of the tests: tests of the same p have the same.</summary>
    public double Of(double pValue) => Array.BinarySearch(_p, pValue) is var at and >= 0
        ? _q[at]
        : throw new ArgumentException($"{pValue} is the p-value of no test", nameof(pValue));

    /// <param name="pValues"><c>[tests]</c>.</param>
    /// <returns><c>[tests]</c>, in the order given.</returns>
    /// <exception cref="ArgumentException">A p-value is NaN or outside [0, 1].</exception>
    public static double[] QValues(ReadOnlySpan<double> pValues)
    {
        var all = pValues.ToArray();
        var tests = new BenjaminiHochberg(pValues.ToArray());
        return Array.ConvertAll(all, tests.Of);
    }
}
