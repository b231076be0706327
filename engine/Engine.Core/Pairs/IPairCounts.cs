using Engine.Measures;

namespace Engine.Pairs;

/// <summary>Joint counts of two neurons' symbols and the class, for any two of a set of neurons. Called from several threads.</summary>
public interface IPairCounts
{
    /// <summary>Counts the samples whose symbols are both above 0. All other counts follow from each neuron's own histogram.</summary>
    /// <param name="counts"><c>[bins of first - 1, bins of second - 1, classes]</c>, row-major; overwritten.</param>
    void Count(int first, int second, Span<int> counts);
}

/// <summary>The definition: sample by sample.</summary>
/// <param name="codes">Of all neurons.</param>
/// <param name="labels"><c>[samples]</c>.</param>
public sealed class ReferencePairs(NeuronCodes codes, ReadOnlyMemory<byte> labels, int classes) : IPairCounts
{
    public void Count(int first, int second, Span<int> counts)
    {
        counts.Clear();
        ReadOnlySpan<byte> one = codes.Of(first), other = codes.Of(second), label = labels.Span;
        var width = codes.Bins(second) - 1;
        for (var sample = 0; sample < label.Length; sample++)
        {
            if (one[sample] > 0 && other[sample] > 0)
                counts[((((one[sample] - 1) * width) + other[sample] - 1) * classes) + label[sample]]++;
        }
    }
}
