using System.Globalization;

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
        {
            throw new ArgumentException(
                $"{edges.Length} edges make {edges.Length + 1} bins: at most {1 << QuantizerRule.MaximumBits} fit a byte", nameof(edges));
        }

        for (var i = 0; i < edges.Length; i++)
        {
            if (!float.IsFinite(edges[i]) || (i > 0 && !(edges[i] > edges[i - 1])))
                throw new ArgumentException($"edge {i} of {rule} is {edges[i]:R}: edges must be finite and ascend strictly", nameof(edges));
        }

        (Rule, _edges) = (rule, edges.ToArray());
    }

    public QuantizerRule Rule { get; }

    /// <summary>The interval that equal bins divide, the zero bin left out; null where bins are not equal.</summary>
    public BinRange? Range { get; init; }

    /// <summary>Whether outliers widen the bins so much that nearly all other outputs fit one: see <see cref="Outliers.Stretch"/>.
    /// </summary>
    public bool IsStretched { get; init; }

    /// <summary><c>[bins - 1]</c>, strictly ascending.</summary>
    public ReadOnlySpan<float> Edges => _edges;

    /// <summary>The effective number of bins: equal edges have been merged.</summary>
    public int Bins => _edges.Length + 1;

    /// <summary>
    /// The outputs of the bin are greater than this edge. Minus infinity for the first bin, which also takes the outputs below the range.
    /// </summary>
    public float LowerEdge(int bin) => bin == 0 ? float.NegativeInfinity : _edges[bin - 1];

    /// <summary>
    /// The outputs of the bin do not exceed this edge. Infinity for the last bin, which also takes the outputs above the range.
    /// </summary>
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

/// <summary>
/// A quantizer by name: <c>one-bit</c>, <c>uniform-B</c>, <c>quantile-B</c> or <c>zero-uniform-B</c>, B bits from 1 to
/// <see cref="MaximumBits"/>; <c>robust-</c> before the two of equal bins.
/// </summary>
/// <param name="IsRobust">Whether equal bins divide the range without the most extreme 0.1 % of the outputs at either end.</param>
public readonly record struct QuantizerRule(QuantizerKind Kind, int Bits, bool IsRobust = false)
{
    /// <summary>256 bins: a symbol fits a byte.</summary>
    public const int MaximumBits = 8;

    private const string Robust = "robust-";

    public static QuantizerRule OneBit { get; } = new(QuantizerKind.OneBit, 1);

    public string Name => (IsRobust ? Robust : "") + Kind switch
    {
        QuantizerKind.OneBit => "one-bit",
        QuantizerKind.Uniform => $"uniform-{Bits}",
        QuantizerKind.Quantile => $"quantile-{Bits}",
        QuantizerKind.ZeroUniform => $"zero-uniform-{Bits}",
        _ => throw new InvalidOperationException($"quantizer kind {Kind}"),
    };

    /// <summary>How many equal bins divide a range; 0 for the rules that have none.</summary>
    public int EqualBins => Kind switch
    {
        QuantizerKind.Uniform => 1 << Bits,
        QuantizerKind.ZeroUniform => (1 << Bits) - 1,
        _ => 0,
    };

    /// <summary>Reads a quantizer's name; false when it is none.</summary>
    public static bool TryParse(string? text, out QuantizerRule rule)
    {
        rule = OneBit;
        if (text == "one-bit")
            return true;
        var dash = text?.LastIndexOf('-') ?? -1;
        if (dash < 0 || !int.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var bits))
            return false;
        if (bits is < 1 or > MaximumBits)
            return false;
        var isRobust = text!.StartsWith(Robust, StringComparison.Ordinal);
        QuantizerKind? kind = text[(isRobust ? Robust.Length : 0)..dash] switch
        {
            "uniform" => QuantizerKind.Uniform,
            "quantile" when !isRobust => QuantizerKind.Quantile,
            "zero-uniform" => QuantizerKind.ZeroUniform,
            _ => null,
        };
        if (kind is { } found)
            rule = new QuantizerRule(found, bits, isRobust);
        return kind is not null;
    }

    public override string ToString() => Name;
}

/// <summary>How a neuron's output becomes a symbol of a finite alphabet.</summary>
public enum QuantizerKind
{
    /// <summary>Two bins: t above the activation's value at pre-activation 0, which is 0.5 for sigmoid, ln 2 for softplus, else
    /// 0.</summary>
    OneBit,

    /// <summary>2^bits equal bins on the neuron's own [min, max].</summary>
    Uniform,

    /// <summary>2^bits bins of equal counts; equal edges are merged.</summary>
    Quantile,

    /// <summary>One bin for exactly 0 and 2^bits - 1 equal bins on (0, max]; ReLU only.</summary>
    ZeroUniform,
}
