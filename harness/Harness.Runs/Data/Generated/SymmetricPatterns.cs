using Engine.Data;
using Engine.Randomness;

namespace Harness.Runs.Data;

/// <summary>
/// A task in the manner of Shwartz-Ziv and Tishby (arXiv:1703.00810): all 4,096 patterns of 12 bits, each once, with a label that no
/// rotation of the bits changes and that half of the patterns have. It is not their label but a rule of our own, of whole numbers and the
/// same on every machine, so that curves agree with theirs in shape and not in numbers: patterns
/// are ranked by the pairs of ones next to each other on the circle, at a tie by those two apart, and so on to six apart, last by the
/// smallest of their rotations; the upper half is class 1.
/// </summary>
/// <remarks>
/// The order of the patterns is random and fixed: 3,686 for training, the last 409 of which are for validation unless a spec says
/// otherwise, so that 3,277, four fifths, are trained on, and 410 for testing.
/// </remarks>
public sealed class SymmetricPatterns : GeneratedSet
{
    public const int TrainSamples = 3686;
    public const int Validation = 409;

    private const int Classes = 2;
    private const ulong Seed = 3;

    public override string Name => "symmetric-12";

    public override string Title =>
        "All 4,096 patterns of 12 bits; a balanced label of our own, not Shwartz-Ziv and Tishby's, that no rotation changes; generated";

    protected override string Definition =>
        $"{Name}: patterns 0..{BitRing.Patterns - 1}, input k = bit k, ranked by pairs of ones 1, 2, 3, 4, 5, 6 apart on the circle, most "
            + "first, then by the smallest rotation; first half class 1; "
        + $"order Philox 4x32-10, seed {Seed}, purpose {(int)RandomPurpose.DataGeneration}, index 0, Fisher-Yates; train "
        + $"0..{TrainSamples - 1}, test the rest";

    public override DataSet Generate()
    {
        var order = new RandomStream(Seed, RandomPurpose.DataGeneration).Permutation(BitRing.Patterns);
        var labels = Labels();
        return new DataSet(
            Name, Take(order.AsSpan(..TrainSamples), labels), Take(order.AsSpan(TrainSamples..), labels), Channels: 1, Sha256, Validation);
    }

    /// <summary>The label of each pattern, <c>[4096]</c>. The upper half ends between two orbits, so that rotations never part.</summary>
    private static byte[] Labels()
    {
        var labels = new byte[BitRing.Patterns];
        foreach (var pattern in Ranked().Take(BitRing.Patterns / Classes))
            labels[pattern] = 1;
        return labels;
    }

    private static IEnumerable<int> Ranked()
    {
        var ranked = Enumerable.Range(0, BitRing.Patterns).OrderByDescending(pattern => BitRing.Pairs(pattern, 1));
        for (var distance = 2; distance <= BitRing.Bits / 2; distance++)
        {
            var apart = distance;
            ranked = ranked.ThenByDescending(pattern => BitRing.Pairs(pattern, apart));
        }
        return ranked.ThenBy(BitRing.Smallest);
    }

    private static LabelledData Take(ReadOnlySpan<int> patterns, byte[] labels)
    {
        var values = new float[patterns.Length * BitRing.Bits];
        var taken = new byte[patterns.Length];
        for (var i = 0; i < patterns.Length; i++)
        {
            taken[i] = labels[patterns[i]];
            for (var bit = 0; bit < BitRing.Bits; bit++)
                values[(i * BitRing.Bits) + bit] = (patterns[i] >> bit) & 1;
        }
        return new LabelledData(new FloatFeatures(values, patterns.Length, BitRing.Bits), taken, Classes);
    }
}

/// <summary>Twelve bits on a circle, as a number from 0 to 4,095, with properties that no rotation changes.</summary>
internal static class BitRing
{
    public const int Bits = 12;

    /// <summary>All patterns.</summary>
    public const int Patterns = 1 << Bits;

    /// <summary>The pattern turned by <paramref name="places"/>.</summary>
    public static int Rotate(int pattern, int places) => ((pattern >> places) | (pattern << (Bits - places))) & (Patterns - 1);

    /// <summary>The smallest of a pattern's rotations, which all of them share.</summary>
    public static int Smallest(int pattern) => Enumerable.Range(0, Bits).Min(places => Rotate(pattern, places));

    /// <summary>Pairs of ones that are <paramref name="distance"/> apart, counted once for each place where the first may be.</summary>
    public static int Pairs(int pattern, int distance) => int.PopCount(pattern & Rotate(pattern, distance));
}
