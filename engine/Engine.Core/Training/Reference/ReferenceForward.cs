using Engine.Networks;

namespace Engine.Training.Reference;

/// <summary>A batch through the network in training mode: statistics of the batch, dropout on. Changes nothing.</summary>
public static class ReferenceForward
{
    /// <param name="inputs"><c>[samples][inputs]</c>.</param>
    /// <param name="step">Steps taken before this one; keys the dropout and the code's noise.</param>
    /// <param name="bottleneck">Makes a code of the last hidden layer's output.</param>
    /// <returns>One trace per layer; the logits are the last one's pre-activations.</returns>
    public static LayerTrace[] Run(
        IReadOnlyList<ReferenceLayer> layers, Activation activation, double[][] inputs, DropoutRule? dropout, long step,
        ReferenceBottleneck? bottleneck = null)
    {
        ArgumentNullException.ThrowIfNull(layers);
        var traces = new LayerTrace[layers.Count];
        var values = Drop(inputs, dropout, step);
        for (var i = 0; i < traces.Length; i++)
        {
            var hidden = i + 1 < traces.Length;
            var factors = hidden && dropout?.DropsIn(i) == true ? Factors(dropout, step, i, values.Length, layers[i].Outputs) : null;
            traces[i] = Layer(layers[i], values, factors);
            if (hidden)
                values = Outputs(activation, traces[i]);
            if (i + 2 != traces.Length || bottleneck is null)
                continue;
            traces[i] = traces[i] with { Code = bottleneck.Forward(traces[i].Input, values, step) };
            values = traces[i].Code!.Code;
        }
        return traces;
    }

    private static double[][] Drop(double[][] inputs, DropoutRule? dropout, long step)
    {
        if (dropout?.DropsIn(DropoutRule.Input) != true)
            return inputs;
        var factors = Factors(dropout, step, DropoutRule.Input, inputs.Length, inputs[0].Length);
        return [.. inputs.Select((row, r) => row.Select((x, i) => x * factors[r][i]).ToArray())];
    }

    private static LayerTrace Layer(ReferenceLayer layer, double[][] input, double[][]? factors)
    {
        double[][] z = [.. input.Select(row => Affine(layer, row))];
        if (layer.Normalization is not { } norm)
            return new LayerTrace(input, null, null, z, factors);
        var statistics = BatchStatistics.Of(z);
        double[][] standardized = [.. z.Select(row => Standardize(row, statistics))];
        double[][] scaled = [.. standardized.Select(row => row.Select((x, i) => (norm.Gamma[i] * x) + norm.Beta[i]).ToArray())];
        return new LayerTrace(input, statistics, standardized, scaled, factors);
    }

    private static double[] Affine(ReferenceLayer layer, double[] row)
    {
        var z = new double[layer.Outputs];
        for (var o = 0; o < z.Length; o++)
        {
            z[o] = layer.Bias[o];
            for (var i = 0; i < row.Length; i++)
                z[o] += layer.Weight[(o * layer.Inputs) + i] * row[i];
        }
        return z;
    }

    private static double[] Standardize(double[] row, BatchStatistics statistics) =>
        [.. row.Select((z, i) => (z - statistics.Mean[i]) / Math.Sqrt(statistics.Variance[i] + BatchNormalization.DefaultEpsilon))];

    private static double[][] Factors(DropoutRule dropout, long step, int layer, int rows, int width)
    {
        var factors = new double[rows][];
        var row = new float[width];
        for (var r = 0; r < rows; r++)
        {
            dropout.Fill(step, layer, r, row);
            factors[r] = [.. row];
        }
        return factors;
    }

    private static double[][] Outputs(Activation activation, LayerTrace trace) =>
        [
            .. trace.PreActivation.Select((row, r) => row
                .Select((z, i) => ActivationFunction.Of(activation).Value(z) * (trace.Factors?[r][i] ?? 1))
                .ToArray()),
        ];
}
