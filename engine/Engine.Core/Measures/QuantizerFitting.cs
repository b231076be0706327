using Engine.Networks;

namespace Engine.Measures;

/// <summary>
/// From one neuron's outputs to its quantizer. A constant neuron gets one bin, except from the one-bit rule, whose edge is fixed
/// beforehand. Edges are computed in float64 and rounded once; those that then coincide, or leave nothing above them, are merged.
/// </summary>
/// <remarks>
/// Edges nest: those of b bits are among those of 8 bits of the same kind, because an edge depends on the fraction k / 2^b alone.
/// (Of zero-uniform only 1, 2, 4 and 8 bits nest: it has 2^b - 1 bins above 0, and 7 does not divide 255.)
/// </remarks>
public static class QuantizerFitting
{
    /// <summary>The one-bit rule's edge: the activation's value at pre-activation 0.</summary>
    public static float OneBitEdge(Activation activation) => activation == Activation.Sigmoid ? 0.5f : 0f;

    /// <param name="outputs">One neuron's outputs in any order.</param>
    /// <exception cref="UserErrorException">The rule does not apply to the activation.</exception>
    /// <exception cref="ArgumentException">There is no output, or one is not finite.</exception>
    public static Quantizer Fit(QuantizerRule rule, Activation activation, ReadOnlySpan<float> outputs)
    {
        if (rule.Kind == QuantizerKind.Quantile)
        {
            var sorted = outputs.ToArray();
            Array.Sort(sorted);
            return Quantile(rule.Bits, sorted);
        }

        var (min, max) = rule.Kind == QuantizerKind.OneBit ? default : Range(outputs);
        return FromRange(rule, activation, min, max);
    }

    /// <summary>The rules that need no more than a neuron's smallest and largest output: one-bit, uniform and zero-uniform.</summary>
    /// <exception cref="UserErrorException">The rule does not apply to the activation.</exception>
    /// <exception cref="ArgumentException">The rule is quantile, or the range is not finite or runs backwards.</exception>
    public static Quantizer FromRange(QuantizerRule rule, Activation activation, float min, float max)
    {
        if (!(float.IsFinite(min) && float.IsFinite(max) && min <= max))
            throw new ArgumentException($"a neuron's outputs from {min:R} to {max:R}: both must be finite, and ascend");
        return rule.Kind switch
        {
            QuantizerKind.OneBit => new Quantizer(rule, [OneBitEdge(activation)]),
            QuantizerKind.Uniform => new Quantizer(rule, Merged(UniformEdges(1 << rule.Bits, min, max), max)),
            QuantizerKind.ZeroUniform => ZeroUniform(rule, activation, min, max),
            _ => throw new ArgumentException($"{rule} needs all of a neuron's outputs, not their range alone", nameof(rule)),
        };
    }

    /// <summary>Edge k is the smallest output that at least k / 2^bits of the outputs do not exceed.</summary>
    /// <param name="sorted">One neuron's outputs, ascending.</param>
    public static Quantizer Quantile(int bits, ReadOnlySpan<float> sorted)
    {
        _ = Range(sorted);
        var bins = 1 << bits;
        var edges = new float[bins - 1];
        for (var k = 1; k < bins; k++)
        {
            var atOrBelow = (((long)k * sorted.Length) + bins - 1) / bins;
            edges[k - 1] = sorted[(int)atOrBelow - 1];
        }

        return new Quantizer(new QuantizerRule(QuantizerKind.Quantile, bits), Merged(edges, sorted[^1]));
    }

    /// <summary>
    /// Whether a rule can be applied to an activation's outputs: zero-uniform has a bin for exactly 0, which only ReLU gives.
    /// </summary>
    public static bool AppliesTo(this QuantizerRule rule, Activation activation) =>
        rule.Kind != QuantizerKind.ZeroUniform || activation == Activation.Relu;

    private static Quantizer ZeroUniform(QuantizerRule rule, Activation activation, float min, float max)
    {
        if (!rule.AppliesTo(activation))
        {
            throw new UserErrorException(
                $"the quantizer {rule} is for relu, whose outputs are exactly 0 or above it; the network has {activation}. "
                + $"Choose one-bit, uniform-{rule.Bits} or quantile-{rule.Bits}.");
        }

        if (min < 0)
            throw new ArgumentException($"an output of a ReLU neuron is {min:R}: {rule} needs outputs that are not negative", nameof(min));
        if (min == max)
            return new Quantizer(rule, []);
        return new Quantizer(rule, Merged([0f, .. UniformEdges((1 << rule.Bits) - 1, 0, max)], max));
    }

    private static float[] UniformEdges(int bins, double min, double max)
    {
        var edges = new float[bins - 1];
        for (var k = 1; k < bins; k++)
            edges[k - 1] = (float)(min + ((max - min) * ((double)k / bins)));
        return edges;
    }

    // An edge at the maximum would leave an empty bin above it.
    private static float[] Merged(float[] edges, float max) => [.. edges.Where(edge => edge < max).Distinct()];

    private static (float Min, float Max) Range(ReadOnlySpan<float> outputs)
    {
        if (outputs.IsEmpty)
            throw new ArgumentException("no output to fit a quantizer to", nameof(outputs));
        var (min, max) = (outputs[0], outputs[0]);
        for (var i = 0; i < outputs.Length; i++)
        {
            if (!float.IsFinite(outputs[i]))
                throw new ArgumentException($"output {i} is {outputs[i]}: a quantizer needs finite outputs", nameof(outputs));
            min = Math.Min(min, outputs[i]);
            max = Math.Max(max, outputs[i]);
        }

        return (min, max);
    }
}
