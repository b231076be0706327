namespace Engine.Measures;

/// <summary>
/// One neuron's quantizer: a rule's name and the edges it came to. The symbol of an output t is the number of edges e with t &gt; e, so
/// that bin i holds (edge i-1, edge i]; whatever lies outside the range the edges were fitted to falls into the first or last bin.
/// </summary>
/// <remarks>
/// The comparison is made in float32 with the stored edge, so that every backend gives the same symbol to the same output. One rule for
/// all: "t &gt; 0" of the one-bit quantizer is the edge 0.
/// </remarks>
public sealed class Quantizer
{
    private readonly float[] _edges;

    /// <param name="edges">Strictly ascending and finite; copied. None makes one bin.</param>
    /// <exception cref="ArgumentException">The edges do not ascend, one is not finite, or there are more than a byte's symbols.</exception>
    public Quantizer(QuantizerRule rule, ReadOnlySpan<float> edges)
    {
        if (edges.Length >= 1 << QuantizerRule.MaximumBits)
            throw new ArgumentException($"{edges.Length} edges make {edges.Length + 1} bins: at most {1 << QuantizerRule.MaximumBits} fit a byte", nameof(edges));
        for (var i = 0; i < edges.Length; i++)
        {
            if (!float.IsFinite(edges[i]) || (i > 0 && !(edges[i] > edges[i - 1])))
                throw new ArgumentException($"edge {i} of {rule} is {edges[i]:R}: edges must be finite and strictly ascending", nameof(edges));
        }

        (Rule, _edges) = (rule, edges.ToArray());
    }

    public QuantizerRule Rule { get; }

    /// <summary><c>[bins - 1]</c>, strictly ascending.</summary>
    public ReadOnlySpan<float> Edges => _edges;

    /// <summary>The effective number of bins: equal edges have been merged.</summary>
    public int Bins => _edges.Length + 1;

    /// <summary>What the outputs of a bin are greater than; minus infinity for the first, which also takes what lies below its range.</summary>
    public float LowerEdge(int bin) => bin == 0 ? float.NegativeInfinity : _edges[bin - 1];

    /// <summary>What the outputs of a bin do not exceed; infinity for the last, which also takes what lies above its range.</summary>
    public float UpperEdge(int bin) => bin == _edges.Length ? float.PositiveInfinity : _edges[bin];

    /// <summary>The symbol of an output, 0 .. bins - 1.</summary>
    /// <exception cref="ArgumentException">The output is NaN.</exception>
    public int BinOf(float output)
    {
        if (float.IsNaN(output))
            throw new ArgumentException($"an output is NaN: {Rule} has no bin for it", nameof(output));
        var bin = 0;
        for (var beyond = _edges.Length; bin < beyond;)
        {
            var middle = (bin + beyond) >>> 1;
            if (output > _edges[middle])
                bin = middle + 1;
            else
                beyond = middle;
        }

        return bin;
    }
}
