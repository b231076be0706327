using Engine.Randomness;

namespace Engine.Ablation;

/// <summary>
/// The order of a scope's neurons by one measure. Ties are broken inactive first, then by a random rank that depends on the
/// seed alone, so that equal values fall in the same order whichever measure is ranked.
/// </summary>
public sealed class Ranking
{
    private Ranking(int[] ascending)
    {
        Ascending = ascending;
        Descending = [.. ascending.Reverse()];
    }

    /// <summary><c>[neurons]</c>: positions in the scope, lowest value first.</summary>
    public int[] Ascending { get; }

    /// <summary><c>[neurons]</c>: the exact reverse of <see cref="Ascending"/>.</summary>
    public int[] Descending { get; }

    /// <param name="values"><c>[neurons]</c>: the measure.</param>
    /// <param name="inactive"><c>[neurons]</c>: whether the neuron's output is 0 on all samples.</param>
    /// <exception cref="ArgumentException">A value is NaN, or the lengths differ.</exception>
    public static Ranking Of(ReadOnlySpan<double> values, ReadOnlySpan<bool> inactive, ulong seed)
    {
        if (values.Length != inactive.Length)
            throw new ArgumentException(
                $"{values.Length} values and {inactive.Length} inactive flags: there must be one flag for each neuron");
        RefuseNaN(values);
        var random = new RandomStream(seed, RandomPurpose.TieBreak).Permutation(values.Length);
        var keys = new (double Value, int Active, int Random)[values.Length];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = (values[i], inactive[i] ? 0 : 1, random[i]);
        var order = new int[keys.Length];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(keys, order);
        return new Ranking(order);
    }

    private static void RefuseNaN(ReadOnlySpan<double> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (double.IsNaN(values[i]))
                throw new ArgumentException($"neuron {i} of {values.Length} has no value (NaN) to be ranked by", nameof(values));
        }
    }
}
