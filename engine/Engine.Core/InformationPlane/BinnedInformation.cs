using System.Runtime.InteropServices;
using Engine.Measures;
using Engine.Numerics;

namespace Engine.InformationPlane;

/// <summary>
/// The binning estimate: a layer's outputs fall into equal bins, and the vector of a sample's bins is one symbol T. The network is a
/// function, so that I(X;T) = H(T), at most log2 N; I(Y;T) = H(T) - H(T|Y), both from observed frequencies (Shwartz-Ziv, Tishby,
/// arXiv:1703.00810).
/// </summary>
public static class BinnedInformation
{
    /// <param name="outputs"><c>[samples, neurons]</c>, at least one sample.</param>
    /// <param name="labels"><c>[samples]</c>, below <paramref name="classes"/>.</param>
    /// <param name="bins">Of each neuron.</param>
    /// <param name="byEdges">Whether they are those of <see cref="BinRange.BinByEdges"/>.</param>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static LayerInformation Of(
        RowMatrix outputs, ReadOnlySpan<byte> labels, int classes, BinRange range, int bins, bool byEdges = false,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        var symbols = Symbols(
            outputs, value => byEdges ? range.BinByEdges(value, bins) : range.Bin(value, bins), cancellation, out var count);
        var counts = new int[count * classes];
        for (var sample = 0; sample < symbols.Length; sample++)
            counts[(symbols[sample] * classes) + labels[sample]]++;
        var histogram = new JointHistogram(count, classes, counts);
        var entropy = Entropy.OfBins(histogram);
        return new LayerInformation(entropy, MutualInformation.PlugIn(histogram), entropy);
    }

    /// <summary>Numbers the distinct vectors of bins in the order in which they occur; exact,
    /// no vector is hashed to a number alone.</summary>
    private static int[] Symbols(RowMatrix outputs, Func<float, int> bin, CancellationToken cancellation, out int count)
    {
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        var symbols = new int[outputs.Rows];
        var vector = new char[outputs.Columns];
        for (var sample = 0; sample < symbols.Length; sample++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var neuron = 0; neuron < vector.Length; neuron++)
                vector[neuron] = (char)bin(outputs[sample][neuron]);
            ref var symbol = ref CollectionsMarshal.GetValueRefOrAddDefault(known, new string(vector), out var exists);
            if (!exists)
                symbol = known.Count - 1;
            symbols[sample] = symbol;
        }
        count = known.Count;
        return symbols;
    }
}
