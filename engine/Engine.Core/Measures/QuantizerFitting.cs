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
    public static float OneBitEdge(Activation activation) => (float)ActivationFunction.Of(activation).Value(0);

    /// <param name="outputs">One neuron's outputs in any order.</param>
    /// <exception cref="UserErrorException">The rule does not apply to the activation.</exception>
    /// <exception cref="ArgumentException">There is no output, or one is not finite.</exception>
    public static Quantizer Fit(QuantizerRule rule, Activation activation, ReadOnlySpan<float> outputs)
    {
        if (rule.Kind == QuantizerKind.OneBit)
            return new Quantizer(rule, [OneBitEdge(activation)]);
        // Here the message can say which output is not finite.
        _ = Range(outputs);
        var sorted = outputs.ToArray();
        Array.Sort(sorted);
        return rule.Kind == QuantizerKind.Quantile ? Quantile(rule.Bits, sorted) : EqualBins(rule, activation, sorted);
    }

    /// <summary>The rules that need no more than a neuron's smallest and largest output: one-bit, uniform and zero-uniform. Whether
    /// outliers stretch the bins is not known then.</summary>
    /// <exception cref="UserErrorException">The rule does not apply to the activation.</exception>
    /// <exception cref="ArgumentException">The rule needs all outputs, or the range is not finite or runs backwards.</exception>
    public static Quantizer FromRange(QuantizerRule rule, Activation activation, float min, float max)
    {
        if (!(float.IsFinite(min) && float.IsFinite(max) && min <= max))
            throw new ArgumentException($"a neuron's outputs from {min:R} to {max:R}: both must be finite, and ascend");
        if (rule.IsRobust || rule.Kind == QuantizerKind.Quantile)
            throw new ArgumentException($"{rule} needs all of a neuron's outputs, not their range alone", nameof(rule));
        if (rule.Kind == QuantizerKind.OneBit)
            return new Quantizer(rule, [OneBitEdge(activation)]);
        Require(rule, activation, min);
        return Divide(rule, new BinRange(rule.Kind == QuantizerKind.ZeroUniform ? 0 : min, max), min, max);
    }

    /// <summary>The equal bins of a range.</summary>
    /// <param name="range">That a quantizer of the same kind was fitted to.</param>
    /// <param name="min">The smallest output.</param>
    /// <param name="max">The largest one.</param>
    public static Quantizer Divide(QuantizerRule rule, BinRange range, float min, float max)
    {
        float[] edges = [.. UniformEdges(rule.EqualBins, range)];
        if (min == max)
            edges = [];
        else if (rule.Kind == QuantizerKind.ZeroUniform)
            edges = [0f, .. edges];
        return new Quantizer(rule, Merged(edges, max)) { Range = range };
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

    private static Quantizer EqualBins(QuantizerRule rule, Activation activation, ReadOnlySpan<float> sorted)
    {
        var (min, max) = Range(sorted);
        Require(rule, activation, min);
        var fromZero = rule.Kind == QuantizerKind.ZeroUniform;
        // What is exactly 0 has a bin of its own, and is no part of the range that the others divide.
        var divided = fromZero ? sorted[(sorted.LastIndexOf(0f) + 1)..] : sorted;
        var fitted = rule.IsRobust && !divided.IsEmpty ? Outliers.Middle(divided) : new BinRange(min, max);
        var range = fromZero ? fitted with { Low = 0 } : fitted;
        var quantizer = Divide(rule, range, min, max);
        return Outliers.Stretch(range, rule.EqualBins, divided, fromZero)
            ? new Quantizer(rule, quantizer.Edges) { Range = range, IsStretched = true }
            : quantizer;
    }

    private static void Require(QuantizerRule rule, Activation activation, float min)
    {
        if (!rule.AppliesTo(activation))
        {
            throw new UserErrorException(
                $"the quantizer {rule} is for relu, whose outputs are exactly 0 or above it; the network has {activation}. "
                + $"Choose one-bit, uniform-{rule.Bits} or quantile-{rule.Bits}.");
        }
        if (rule.Kind == QuantizerKind.ZeroUniform && min < 0)
            throw new ArgumentException($"an output of a ReLU neuron is {min:R}: {rule} needs outputs that are not negative", nameof(min));
    }

    private static float[] UniformEdges(int bins, BinRange range)
    {
        var edges = new float[bins - 1];
        for (var k = 1; k < bins; k++)
            edges[k - 1] = (float)(range.Low + (range.Width * ((double)k / bins)));
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
