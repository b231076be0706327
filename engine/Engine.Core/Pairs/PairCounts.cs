using System.Runtime.CompilerServices;

namespace Engine.Pairs;

/// <summary>Counts of a block, read by planes.</summary>
/// <param name="block">What was counted.</param>
/// <param name="counts"><c>[first planes, classes, second planes]</c>.</param>
public readonly ref struct PairCounts(PlaneBlock block, int classes, ReadOnlySpan<int> counts)
{
    private readonly ReadOnlySpan<int> _counts = counts;

    /// <summary>The same counts from these planes on: they are 0 and 0 there.</summary>
    public PairCounts At(int firstPlane, int secondPlane) => new(
        new PlaneBlock(0, block.FirstEnd - firstPlane, 0, block.Columns), classes,
        _counts[(((firstPlane - block.First) * classes * block.Columns) + secondPlane - block.Second)..]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Of(int firstPlane, int label, int secondPlane) =>
        _counts[(((firstPlane * classes) + label) * block.Columns) + secondPlane];

    /// <summary>Of a plane and a class, with all second planes from one on.</summary>
    public ReadOnlySpan<int> Row(int firstPlane, int label, int secondPlane) => _counts.Slice(
        ((((firstPlane - block.First) * classes) + label) * block.Columns) + secondPlane - block.Second, block.SecondEnd - secondPlane);
}

/// <summary>The quantities that pairs are chosen by, of one neuron with every other; bits, by the place of the other.</summary>
public sealed class PairRow(int neurons)
{
    /// <summary>I(T_i;T_j).</summary>
    public double[] Pair { get; } = new double[neurons];

    /// <summary>I(T_i,T_j;Y).</summary>
    public double[] Joint { get; } = new double[neurons];

    public double[] Interaction { get; } = new double[neurons];

    /// <summary>By I_min.</summary>
    public double[] Redundancy { get; } = new double[neurons];

    /// <summary>By I_min.</summary>
    public double[] Synergy { get; } = new double[neurons];

    /// <summary>Room for sums of cells on the way.</summary>
    internal double[] Tables { get; set; } = [];

    internal int[] Both { get; } = new int[neurons];
}
