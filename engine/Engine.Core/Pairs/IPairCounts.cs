using Engine.Measures;

namespace Engine.Pairs;

/// <summary>Joint counts of two symbols and the class, of many pairs at once. The part of measuring pairs that a device does. Called from
/// several threads.</summary>
public interface IPairCounts : IDisposable
{
    /// <summary>Planes of first neurons that are best counted at once, a multiple of <see cref="BitPlanes.Together"/>.</summary>
    int FirstPlanes { get; }

    /// <summary>Counts of one call at most, where one pair of groups does not have more.</summary>
    int MostCounts { get; }

    /// <summary>Counts the samples whose bits are set in both planes. All other counts follow from each neuron's own histogram.</summary>
    /// <param name="counts"><c>[first planes, classes, second planes]</c>, row-major; overwritten.</param>
    void Count(PlaneBlock block, Span<int> counts);
}

/// <summary>Pairs of planes: each of the first with each of the second. All bounds are multiples of <see cref="BitPlanes.Together"/>.
/// </summary>
public readonly record struct PlaneBlock(int First, int FirstEnd, int Second, int SecondEnd)
{
    /// <summary>The smallest that holds all of these planes.</summary>
    public static PlaneBlock Around(int first, int firstEnd, int second, int secondEnd) =>
        new(Down(first), Down(firstEnd + BitPlanes.Together - 1), Down(second), Down(secondEnd + BitPlanes.Together - 1));

    public int Rows => FirstEnd - First;

    public int Columns => SecondEnd - Second;

    private static int Down(int plane) => plane / BitPlanes.Together * BitPlanes.Together;
}

/// <summary>The definition: sample by sample.</summary>
/// <param name="codes">Of all neurons.</param>
/// <param name="labels"><c>[samples]</c>.</param>
/// <param name="planes">Of the same neurons; only their places are read.</param>
public sealed class ReferencePairs(NeuronCodes codes, ReadOnlyMemory<byte> labels, BitPlanes planes) : IPairCounts
{
    public int FirstPlanes => BitPlanes.Together;

    public int MostCounts => 1;

    public void Count(PlaneBlock block, Span<int> counts)
    {
        counts = counts[..(block.Rows * planes.Classes * block.Columns)];
        counts.Clear();
        foreach (var first in Within(block.First, block.FirstEnd))
            foreach (var second in Within(block.Second, block.SecondEnd))
                Count(first, second, block, counts);
    }

    public void Dispose()
    {
    }

    /// <summary>The neurons that have one of these planes.</summary>
    private IEnumerable<int> Within(int plane, int end) =>
        Enumerable.Range(0, codes.Neurons).Where(neuron => planes.FirstOf(neuron) < end && planes.FirstOf(neuron + 1) > plane);

    private void Count(int first, int second, PlaneBlock block, Span<int> counts)
    {
        var label = labels.Span;
        for (var sample = 0; sample < label.Length; sample++)
        {
            int one = codes.Of(first)[sample], other = codes.Of(second)[sample];
            int row = planes.FirstOf(first) + one - 1, column = planes.FirstOf(second) + other - 1;
            if (one > 0 && other > 0 && row >= block.First && row < block.FirstEnd && column >= block.Second && column < block.SecondEnd)
                counts[((((row - block.First) * planes.Classes) + label[sample]) * block.Columns) + column - block.Second]++;
        }
    }
}
